# The package as `npm pack` makes it, installed for a user who is not root. See docs/containers.md.
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm install --no-save --no-audit --no-fund
COPY . .
RUN mkdir /packed && npm pack --pack-destination /packed

FROM node:24-bookworm-slim AS install
COPY --from=build /packed /packed
WORKDIR /opt/permille
RUN npm install --omit=dev --no-audit --no-fund --ignore-scripts /packed/permille-*.tgz

FROM node:24-bookworm-slim
COPY --from=install /opt/permille /opt/permille
RUN ln -s /opt/permille/node_modules/.bin/permille /usr/local/bin/permille \
  && install --directory --owner=node --group=node /project
USER node
WORKDIR /project
VOLUME /project
# Beyond the container itself, so everybody signs in.
ENV PERMILLE_HOST=0.0.0.0
EXPOSE 4400
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4400/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["permille"]
CMD ["serve", "--port", "4400"]
