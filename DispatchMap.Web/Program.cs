using DispatchMap.Web.Hosting;
using DispatchMap.Web.Security;
using DispatchMap.Web.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseDeskAddress(builder.Configuration);
builder.Services.AddDoor();
builder.Services.AddStorage(builder.Configuration);
builder.Services.AddUpstream(builder.Configuration, builder.Environment);
builder.Services.AddDesk();
builder.Services.AddDeskHealth();

var app = builder.Build();
app.UseDoor();
app.UseDeskErrors();
app.MapDesk();
app.MapDeskHealth();
await app.RunAsync();
