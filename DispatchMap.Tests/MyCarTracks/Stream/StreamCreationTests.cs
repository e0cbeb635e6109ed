using System.Text;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Stream;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Stream;

public sealed class StreamCreationTests
{
    private const string Tail =
        """
        "includeSharedVehicles":true,"minIntervalSeconds":5,"fields":["vehicleId","vehicleName","userId","userName","latitude","longitude","speed","heading","recordedAt","receivedAt","onlineState"]}
        """;

    [Fact]
    public void Body_OfEveryKindOfScope_IsAsTheVendorsPageSays()
    {
        Assert.Equal("{" + Tail, Body(Scope.All()));
        Assert.Equal("{\"vehicleIds\":[123,456]," + Tail, Body(Scope.OfVehicles([456, 123])));
        Assert.Equal("{\"vehicleGroupIds\":[10,20]," + Tail, Body(Scope.OfGroups([10, 20])));
        Assert.StartsWith("{\"includeSharedVehicles\":false,\"minIntervalSeconds\":15,", Body(Scope.All(includeShared: false, 15)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StreamFields.None, "")]
    [InlineData(StreamFields.Driver, "\"userId\",\"userName\",")]
    public void Body_FieldsLeftOut_AsksForTheOthersAndWhatNoMarkerCanDoWithout(StreamFields fields, string more)
    {
        var body = Body(Scope.All(fields: fields));

        var names = "\"vehicleId\"," + more + "\"latitude\",\"longitude\",\"recordedAt\",\"receivedAt\"";
        Assert.EndsWith($"\"fields\":[{names}]}}", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_OfAScope_NamesFieldsOnlyWhenSomeAreLeftOut()
    {
        Assert.Equal("all;shared=1;min=5", Scope.All().Key);
        Assert.Equal("all;shared=1;min=5", Scope.All(fields: (StreamFields)255).Key);
        Assert.Equal("groups=10;shared=0;min=9;fields=4", Scope.OfGroups([10], false, 9, StreamFields.Speed).Key);
    }

    [Fact]
    public void TryRead_VendorExample_IsUnderstood()
    {
        var stream = Read(
            """
            {
              "streamId": "lps_01HZ0000000000000000000000",
              "websocketUrl": "wss://mycartracks.com/services/rest/v3/vehicles/livePositions/stream/lps_01HZ0000000000000000000000?token=...",
              "expiresAt": "2026-06-01T14:30:00Z",
              "heartbeatSeconds": 30,
              "minIntervalSeconds": 5
            }
            """)!;

        Assert.Equal("lps_01HZ0000000000000000000000", stream.StreamId);
        Assert.EndsWith("?token=...", stream.WebSocketUrl.Reveal(), StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(2026, 6, 1, 14, 30, 0, TimeSpan.Zero), stream.ExpiresAt);
        Assert.Equal((30, 5), (stream.Heartbeat.TotalSeconds, stream.MinInterval.TotalSeconds));
        Assert.DoesNotContain("token", stream.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null, 30, 7)]
    [InlineData(",\"expiresAt\":1780324200", "14:30:00", 30, 7)]
    [InlineData(",\"expiresAt\":\"1780324200000\"", "14:30:00", 30, 7)]
    [InlineData(",\"expiresAt\":\"in an hour\",\"heartbeatSeconds\":null,\"minIntervalSeconds\":\"x\"", null, 30, 7)]
    [InlineData(",\"expiresAt\":0,\"heartbeatSeconds\":0,\"minIntervalSeconds\":-5", null, 30, 7)]
    [InlineData(",\"heartbeatSeconds\":\"15\",\"minIntervalSeconds\":10.0", null, 15, 10)]
    [InlineData(",\"heartbeatSeconds\":0.001,\"minIntervalSeconds\":1e300", null, 1, 3600)]
    [InlineData(",\"heartbeatSeconds\":86400,\"extra\":{\"websocketUrl\":\"ws://evil\"}", null, 300, 7)]
    public void TryRead_TimingMissingOrAbsurd_IsMadeSensible(string rest, string? expiresAt, int heartbeat, int interval)
    {
        var stream = Read("{\"websocketUrl\":\"wss://vendor.test/s\"" + rest + "}")!;

        Assert.Equal(expiresAt, stream.ExpiresAt?.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((heartbeat, interval), (stream.Heartbeat.TotalSeconds, stream.MinInterval.TotalSeconds));
        Assert.Equal("wss://vendor.test/s", stream.WebSocketUrl.Reveal());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("{\"streamId\":\"x\"}")]
    [InlineData("{\"websocketUrl\":null}")]
    [InlineData("{\"websocketUrl\":\"\\ud800\"}")]
    [InlineData("{\"websocketUrl\":\"wss://x\"")]
    public void TryRead_NoAddress_IsNull(string json) => Assert.Null(Read(json));

    private static LiveStream? Read(string json) => StreamCreation.TryRead(Encoding.UTF8.GetBytes(json), Scope.All(minIntervalSeconds: 7));

    private static string Body(Scope scope) => Encoding.UTF8.GetString(StreamCreation.Body(scope));
}
