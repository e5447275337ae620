FROM python:3.13-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --uid 1000 concord && install -d -o concord -g concord -m 0700 /data
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY --chown=concord . .
USER concord
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 CONCORD_DATA=/data
CMD ["python", "-m", "granian", "--interface", "wsgi", "--host", "0.0.0.0", "interviews.wsgi:application"]
