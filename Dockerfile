# One image for everything: the program, its workflows and the built Studio. It runs as nobody in particular, writes to /data and /tmp
# alone, and can be started with a read-only root: docker run --read-only --tmpfs /tmp -v studio:/data -p 127.0.0.1:3000:3000 <image>
FROM node:22-bookworm-slim AS build
WORKDIR /studio
COPY package.json package-lock.json ./
# Nothing that is used here needs a script of its package; some of those that are there call home.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY .ci/build.mjs .ci/build.mjs
COPY src src
COPY web web
RUN node .ci/build.mjs

# Without what only building and testing needs.
FROM node:22-bookworm-slim AS packages
WORKDIR /studio
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:22-bookworm-slim
LABEL org.opencontainers.image.title="Persona Studio" org.opencontainers.image.licenses="MIT"
WORKDIR /studio
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
COPY package.json LICENSE ./
COPY --from=packages /studio/node_modules node_modules
COPY --from=build /studio/dist dist
# Read at run time: migrations, the recordings that the preview engine and the compiler speak by, and the workflows.
COPY src/adapters/postgres/migrations src/adapters/postgres/migrations
COPY src/adapters/comfyui-emulator/recordings src/adapters/comfyui-emulator/recordings
COPY src/adapters/comfyui/compiler/recordings src/adapters/comfyui/compiler/recordings
COPY workflows workflows
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
# The views stand still: nothing would be mended by a restart, so health is only that the process answers.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node is the first process and handles the signals itself: it hands back what it works on before it ends. It starts no orphans.
STOPSIGNAL SIGTERM
CMD ["node", "dist/src/main.js"]
