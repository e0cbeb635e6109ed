using DispatchMap.Web.Audit;
using DispatchMap.Web.Entry;
using DispatchMap.Web.Entry.OpenId;
using DispatchMap.Web.Hosting;
using DispatchMap.Web.Security;
using DispatchMap.Web.Settings;
using DispatchMap.Web.Storage;

SharedBuffers.KeepMany();
var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseDeskAddress(builder.Configuration);
builder.Services.AddDoor();
var demo = DemoMode.Read(builder.Configuration, builder.Environment);
builder.Services.AddStorage(builder.Configuration, demo);
builder.Services.AddSettings(builder.Configuration);
builder.Services.AddUpstream(demo);
builder.Services.AddDesk();
builder.Services.AddEntry();
builder.Services.AddOpenId(builder.Configuration);
builder.Services.AddDeskHealth();

var app = builder.Build();
app.UseDeskErrors();
app.MapDesk();
app.MapEntry();
app.MapOpenId();
app.MapAuditExport();
app.MapDeskHealth();
await app.RunAsync();
