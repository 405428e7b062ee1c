"""The style guide: every component in every state it has, so that whoever changes one sees all of it."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from claims.vocabulary import AnswerState, FlagKind, Standing, Status, TimelineKind, Verdict, WorkState
from claims.web import style_samples as samples
from claims.web.doors import Door
from claims.web.forms._base import DatedField, choice_field
from claims.web.timeline import picture_of

# As app.css names them, with what each is for.
COLOURS = (
    ("paper", _("the page")),
    ("sheet", _("what lies on it")),
    ("sunk", _("what lies below it")),
    ("ink", _("words")),
    ("quiet", _("words of less weight")),
    ("line", _("lines that divide")),
    ("line-strong", _("edges of what can be used")),
    ("accent", _("what leads on")),
    ("accent-wash", _("what was chosen")),
    ("good", _("it holds")),
    ("good-wash", _("it was done")),
    ("warn", _("it is in dispute")),
    ("warn-wash", _("have a look first")),
    ("alarm", _("something is wrong")),
    ("alarm-wash", _("it was refused")),
)
SIZES = ("--step-3", "--step-2", "--step-1", "--step-0", "--step--1")


class SampleForm(forms.Form):
    """A field of each kind."""

    name = forms.CharField(label=_("Name"), help_text=_("As it would be printed."))
    words = forms.CharField(label=_("Exact words"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    status = choice_field(Status, label=_("Status"), empty=_("Choose"), required=False)
    state = choice_field(WorkState, label=_("State"), widget=forms.RadioSelect)
    said_on = DatedField(label=_("When"), required=False)
    restricted = forms.BooleanField(label=_("Restricted"), required=False)


class StyleGuide(Door):
    def get(self, request: HttpRequest) -> HttpResponse:
        wrong = SampleForm({"name": "", "words": "“…”", "state": "", "restricted": "on"}, prefix="wrong")
        wrong.is_valid()
        return self.page(
            "styleguide/page.html",
            colours=COLOURS,
            sizes=SIZES,
            statuses=list(Status),
            answers=list(AnswerState),
            standings=[each for each in Standing if each != Standing.LIVE],
            verdicts=list(Verdict),
            flag_kinds=list(FlagKind),
            claims=samples.claims_in_every_state(),
            form=SampleForm(prefix="blank"),
            wrong=wrong,
            ranges=[samples.a_range()],
            tree=samples.a_tree(),
            activity=samples.an_activity(self.now.date()),
            picture=picture_of(samples.some_events(self.now)),
            lanes=list(TimelineKind),
            turns=samples.some_turns(),
        )


urlpatterns = [path("styleguide/", StyleGuide.as_view(), name="styleguide")]
