using System.Text;
using DispatchMap.Core.MyCarTracks.Check;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Check;

public sealed class ContractComparisonTests
{
    private const string Position = """
        {"type":"object","properties":{"vehicleId":{},"vehicleName":{},"userName":{},"lat":{},"lng":{},"speed":{},"heading":{},"recordedAt":{},"receivedAt":{},"onlineState":{}}}
        """;

    [Fact]
    public void TryRead_AllThere_HasNothingToSay()
    {
        var contract = Read(Document(Position))!;

        Assert.Equal((ContractState.Compared, true), (contract.State, contract.DescribesPositions));
        Assert.Empty(contract.MissingPaths.Concat(contract.LackingFields).Concat(contract.UnknownFields));
    }

    [Fact]
    public void TryRead_FieldsElsewhere_AreFoundThroughReferencesAndCompositions()
    {
        var contract = Read(Document(
            """{"allOf":[{"$ref":"#/components/schemas/Base"},{"properties":{"position":{"$ref":"#/components/schemas/Fix"},"fuel":{}}}]}""",
            """
            "Base":{"properties":{"id":{},"name":{}}},
            "Fix":{"properties":{"latitude":{},"longitude":{},"recordedAt":{},"hdop":{},"<b>":{}}}
            """))!;

        Assert.Equal(["fuel", "hdop"], contract.UnknownFields);
        Assert.Equal(["userName", "speed", "heading", "receivedAt", "onlineState"], contract.LackingFields);
    }

    [Fact]
    public void TryRead_PathsMissing_NamesOurs()
    {
        var contract = Read("""{"paths":{"/services/rest/v3/vehicles":{"get":{}},"/customers/{id}/groups":{"get":{}},"/vehicles/livePositions/stream":{"get":{}}}}""")!;

        Assert.Equal(["GET /vehicles/lastPositions", "GET /vehicleGroups", "POST /vehicles/livePositions/stream"], contract.MissingPaths);
        Assert.False(contract.DescribesPositions);
    }

    [Theory]
    [InlineData("""{"$ref":"#/components/schemas/Loop"}""")]
    [InlineData("""{"$ref":"https://elsewhere.test/x.json"}""")]
    [InlineData("""{"$ref":7}""")]
    [InlineData("""{"allOf":[{"$ref":"#/components/schemas/Loop"},{"$ref":"#/components/schemas/Tree"}]}""")]
    [InlineData("null")]
    [InlineData("[]")]
    public void TryRead_LeadsInCirclesOrNowhere_DescribesNothing(string schema)
    {
        var contract = Read(Document(
            schema, """
            "Loop":{"$ref":"#/components/schemas/Loop"},
            "Tree":{"allOf":[{"$ref":"#/components/schemas/Tree"},{"$ref":"#/components/schemas/Tree"},{"$ref":"#/components/schemas/Tree"}]}
            """))!;

        Assert.False(contract.DescribesPositions);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"paths":[]}""")]
    [InlineData("""{"paths":{"\uD800":{}}}""")]
    public void TryRead_NoDescription_IsNull(string text) => Assert.Null(Read(text));

    private static ContractFindings? Read(string json) => ContractComparison.TryRead(Encoding.UTF8.GetBytes(json));

    private static string Document(string item, string schemas = "") => """
        {"paths":{
          "/vehicles":{"get":{}},"/vehicle-groups":{"get":{}},"/vehicles/livePositions/stream":{"post":{}},
          "/vehicles/lastPositions":{"get":{"responses":{"200":{"content":{"application/json":{"schema":{"properties":{"data":{"items":ITEM}}}}}}}}}},
         "components":{"schemas":{SCHEMAS}}}
        """.Replace("ITEM", item, StringComparison.Ordinal).Replace("SCHEMAS", schemas, StringComparison.Ordinal);
}
