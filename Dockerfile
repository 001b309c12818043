# The image of mockserver: the first stage builds and installs a wheel, the second one contains only the result.
#
#   docker build -t mockserver .
#   docker run --rm --read-only -p 127.0.0.1:4010:4010 -v "$PWD/my-scenarios:/scenarios:ro" mockserver
#
# It runs as an unprivileged numeric user and writes nothing, so a read-only root file system works. It reads scenario
# files from /scenarios and fixture files from /fixtures; both are empty unless you mount something there.

FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE constraints.txt ./
COPY mockserver ./mockserver
COPY scenarios ./scenarios
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .
RUN python -m venv --without-pip /opt/venv \
    && pip --python /opt/venv/bin/python install --no-cache-dir --constraint constraints.txt "$(echo /wheels/*.whl)[metrics,watch]"

FROM python:3.13-slim
LABEL org.opencontainers.image.title="mockserver" \
      org.opencontainers.image.description="A local simulator of the voice-AI phone-call APIs of RevRing, Ringyo and Revox" \
      org.opencontainers.image.licenses="MIT"
# MOCKSERVER_OPEN_ADMIN: in a container the server must listen on all addresses, where the control API needs a token by
# default. The image is made for tests, in which other containers control it, so no token is needed here. To protect
# the control API, set MOCKSERVER_OPEN_ADMIN=0 and MOCKSERVER_ADMIN_TOKEN.
ENV PATH="/opt/venv/bin:$PATH" \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MOCKSERVER_HOST=0.0.0.0 \
    MOCKSERVER_PORT=4010 \
    MOCKSERVER_OPEN_ADMIN=1 \
    MOCKSERVER_SCENARIOS=/scenarios \
    MOCKSERVER_FIXTURES=/fixtures
COPY --from=build /opt/venv /opt/venv
RUN mkdir -p /scenarios /fixtures
USER 10001:10001
EXPOSE 4010
HEALTHCHECK --interval=2s --timeout=3s --start-period=10s --retries=5 CMD ["mockserver", "healthcheck"]
ENTRYPOINT ["mockserver"]
CMD ["serve"]
