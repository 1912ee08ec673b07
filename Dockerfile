# For those who run violet elsewhere than on App Platform, which builds from app.yaml and not from this file.
#   docker build --build-arg PIP_EXTRA_INDEX_URL=... -t violet .      (docs/deploy.md, "Containers")

FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
# Where pip finds the CPU build of PyTorch; without it the image carries gigabytes of GPU libraries.
ARG PIP_EXTRA_INDEX_URL=""
# What comes on top: "observability" (Sentry and OpenTelemetry), "graphql", or both.
ARG VIOLET_EXTRAS=""
RUN python -m venv /venv
COPY requirements.txt requirements-observability.txt requirements-graphql.txt ./
RUN /venv/bin/pip install --requirement requirements.txt
RUN for extra in $VIOLET_EXTRAS; do /venv/bin/pip install --requirement "requirements-$extra.txt" || exit 1; done

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=131072 PORT=8080
# Without the secrets of a production the server says what is missing, and does not start.
ENV FLASK_ENV=production
RUN groupadd --system --gid 10001 violet && useradd --system --uid 10001 --gid 10001 --create-home violet
COPY --from=build /venv /venv
WORKDIR /app
COPY gunicorn.conf.py ./
COPY scripts/__init__.py scripts/release scripts/migrate_sqlite_to_postgres.py scripts/
COPY scripts/migration scripts/migration
COPY violet violet
# By number, so that a cluster can see that it is not root.
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f\"http://127.0.0.1:{os.environ['PORT']}/health/live\", timeout=4)"]
CMD ["gunicorn", "--config", "gunicorn.conf.py", "violet.wsgi:app"]
