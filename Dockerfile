# The image of mockserver: the first stage builds and installs a wheel, the second one contains only the result.
#
#   docker build -t mockserver .
#   docker run --rm --read-only -p 127.0.0.1:4010:4010 -v "$PWD/my-scenarios:/scenarios:ro" mockserver
#
# It runs as an unprivileged numeric user. A read-only root file system works: only `serve --tls` writes, to /data, where
# you mount a volume or a tmpfs. It reads scenario files from /scenarios and fixture files from /fixtures; both are empty
# unless you mount something there. docs/docker.md describes how to use it; ./scripts/image builds and tests it.

# Pin the base by digest, or name a copy of your own: --build-arg PYTHON_IMAGE=python:3.13-slim@sha256:…
ARG PYTHON_IMAGE=python:3.13-slim

FROM ${PYTHON_IMAGE} AS build
# The package index that pip uses; by default its own.
ARG PIP_INDEX_URL
WORKDIR /src
COPY constraints.txt ./
RUN python -m venv /tools && /tools/bin/pip install --no-cache-dir --constraint constraints.txt cyclonedx-bom
COPY pyproject.toml README.md LICENSE ./
COPY mockserver ./mockserver
COPY scenarios ./scenarios
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .
# Tables that mockserver does not use stay without byte code, which saves 30 MB.
RUN python -m venv --without-pip /opt/venv \
    && pip --python /opt/venv/bin/python install --no-cache-dir --no-compile --constraint constraints.txt \
        "$(echo /wheels/*.whl)[metrics,tls,watch]" \
    && /opt/venv/bin/python -m compileall -q \
        -x 'phonenumbers/(geodata|carrierdata)/|faker/providers/.*/(?!en_US)[a-z]+_[A-Z]+/' /opt/venv/lib
# The bill of materials (CycloneDX) lists every Python distribution of the image with its version and licence. It is about
# the version that was built; pyproject.toml leaves the version to the build.
RUN version="$(/opt/venv/bin/python -c 'import mockserver; print(mockserver.__version__)')" \
    && sed "s/^dynamic = .*/version = \"$version\"/" pyproject.toml > /tools/pyproject.toml \
    && /tools/bin/cyclonedx-py environment --pyproject /tools/pyproject.toml --output-reproducible \
        --output-file /opt/sbom.cdx.json /opt/venv

FROM ${PYTHON_IMAGE}
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
    MOCKSERVER_FIXTURES=/fixtures \
    MOCKSERVER_DATA=/data
COPY --from=build /opt /opt
# For the labels; ./scripts/image sets them. They are here because some engines compare them at RUN only.
ARG PYTHON_IMAGE
ARG VERSION=unknown
ARG REVISION=unknown
ARG CREATED=1970-01-01T00:00:00Z
# /data is writable for every user, so `docker run --user` works. A volume that is mounted there inherits this.
RUN mkdir -p /scenarios /fixtures && install -d -m 1777 /data
LABEL org.opencontainers.image.title="mockserver" \
      org.opencontainers.image.description="A local simulator of the voice-AI phone-call APIs of RevRing, Ringyo and Revox" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}" \
      org.opencontainers.image.base.name="${PYTHON_IMAGE}"
USER 10001:10001
EXPOSE 4010
HEALTHCHECK --interval=2s --timeout=3s --start-period=10s --retries=5 CMD ["mockserver", "healthcheck"]
ENTRYPOINT ["mockserver"]
CMD ["serve"]
