"""The embedded stack behind `make run`: PostgreSQL and Valkey out of wheels, web, worker and beat under one supervisor.

Nothing in here is imported by the running application, `place` and `addresses` apart: they tell the settings where this
clone's own servers answer. Read in this order: `place` (where things live), `sharing` (who keeps a server up), `keeper`
(the process that does), `run` (what `make run` does).
"""
