# Build: the .NET SDK and Node, the same two commands as on a developer's machine.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
COPY --from=node:22-bookworm-slim /usr/local/bin/node /usr/local/bin/node
COPY --from=node:22-bookworm-slim /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /src
COPY . .
RUN dotnet restore DispatchMap.Web --locked-mode
RUN dotnet publish DispatchMap.Web --no-restore -c Release -o /app

# Run: no SDK, no Node, not root; everything that must survive lies in /data.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
ENV ASPNETCORE_URLS=http://+:8080 HOME=/data DOTNET_EnableDiagnostics=0
WORKDIR /app
COPY --from=build /app .
RUN mkdir /data && chown "$APP_UID" /data
VOLUME /data
USER $APP_UID
EXPOSE 8080
ENTRYPOINT ["dotnet", "DispatchMap.Web.dll"]
