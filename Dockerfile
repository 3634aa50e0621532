# Tonearm's server: docker build -t tonearm . && docker run -p 8080:8080 -v ~/Music:/music:ro -v tonearm:/data tonearm
FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm pack --pack-destination /

FROM node:24-slim AS install
WORKDIR /app
COPY --from=build /tonearm-*.tgz /
# The native runtime as well, which brings those of other systems, and what a library in PostgreSQL and its workers need.
RUN npm install --ignore-scripts --no-audit --no-fund /tonearm-*.tgz onnxruntime-node@^1.30.0 pg@^8.16.0 pg-boss@^12.5.0 \
  && find node_modules/onnxruntime-node/bin/napi-v6 -mindepth 1 -maxdepth 1 ! -name linux -exec rm -r {} +

FROM node:24-slim
ENV NODE_ENV=production \
  TONEARM_HOST=0.0.0.0 \
  TONEARM_FOLDERS=/music \
  TONEARM_LIBRARY=/data/library.sqlite
COPY --from=install /app /app
RUN mkdir -p /music /data && chown node:node /data
USER 1000
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --start-period=20s --timeout=5s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.TONEARM_PORT || 8080}/api/health`).then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/node_modules/tonearm/bin/tonearm.js"]
CMD ["serve"]
