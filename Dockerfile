# One image for API, worker and migration; the command says which. Debian, because Temporal's native part needs glibc.
FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM dependencies AS build
RUN npm ci --include=dev
COPY . .
RUN node commands/build.ts

FROM node:24-bookworm-slim
ENV NODE_ENV=production TZ=UTC WORKFLOW_BUNDLE=/app/workflows/dist/bundle.js
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json LICENSE* NOTICE* ./
COPY activities activities
COPY api api
COPY commands commands
COPY config config
COPY db db
COPY domain domain
COPY workflows workflows
COPY --from=build /app/workflows/dist workflows/dist
COPY --from=build /app/web/dist web/dist
USER node
EXPOSE 8080 8081
CMD ["node", "commands/api.ts"]
