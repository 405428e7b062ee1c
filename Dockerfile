# One image for web, worker, beat and migrations; docker-compose.yml says which container runs what.
FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1

RUN useradd --system --uid 10001 --no-create-home on-record
WORKDIR /srv/on-record

COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

COPY . .
RUN python -m tracker.messages
RUN mkdir -p var/heads && chown -R on-record var

USER on-record
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "--config", "python:tracker.gunicorn", "tracker.wsgi"]
