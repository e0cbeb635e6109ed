using System.Net;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Check;
using DispatchMap.Core.Outbound;
using DispatchMap.Web.Words;

namespace DispatchMap.Tests.Web.Words;

public sealed class CheckWordsTests
{
    private static readonly CheckFindings Good = new()
    {
        Token = new(TimeSpan.FromSeconds(3592), InForm: false),
        Positions = new(412, 0, true, 3, 1000, 200, PagingStyle.Offset, "data", 412, 0),
        Groups = new("/vehicleGroups", 4, GroupMembers.OnGroup, 0),
        Stream = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromHours(1)),
        Socket = new(TimeSpan.FromMilliseconds(96), Connected: true),
        ClockOffset = TimeSpan.FromSeconds(0.12),
        Fields = [new(FieldSource.Events, ["type", "vehicleId"], ["fuel", "<i>x</i>"], 2)],
        Contract = new(ContractState.Compared, [], [], ["fuel"], true),
    };

    [Theory]
    [InlineData(CheckStepKind.Token, "Accepted, valid for 59\u202fmin")]
    [InlineData(CheckStepKind.LastPositions, "412 vehicles on 3 pages")]
    [InlineData(CheckStepKind.Groups, "4 groups, every vehicle in one")]
    [InlineData(CheckStepKind.CreateStream, "Accepted: all vehicles, every 5\u202fs")]
    [InlineData(CheckStepKind.Socket, "Connected in 96\u202fms")]
    [InlineData(CheckStepKind.Fields, "2 fields recognised, 4 not")]
    [InlineData(CheckStepKind.Contract, "It describes all that is used here and 1 field of a position that is not")]
    public void Line_Passed_SaysWhatWasFound(CheckStepKind kind, string line) => Assert.Equal(line, CheckWords.Line(Report(kind, CheckStepState.Passed), kind));

    [Fact]
    public void Line_SocketRunning_SaysWhatItWaitsFor() => Assert.Equal(
        "Connected in 96\u202fms, waiting for the first event or heartbeat", CheckWords.Line(Report(CheckStepKind.Socket, CheckStepState.Running), CheckStepKind.Socket));

    [Fact]
    public void Line_NotTriedAndWaiting_SaySo()
    {
        Assert.Equal("Not tried", CheckWords.Line(Report(CheckStepKind.Groups, CheckStepState.NotTried), CheckStepKind.Groups));
        Assert.Equal("After the first event", CheckWords.Line(Report(CheckStepKind.Fields, CheckStepState.Waiting), CheckStepKind.Fields));
    }

    [Fact]
    public void Line_Failed_IsTheMockups()
    {
        var problem = new CheckProblem(CheckCause.Upstream) { Failure = UpstreamFailure.InvalidClient, Status = HttpStatusCode.Unauthorized };

        Assert.Equal("The client id or secret was not accepted (401)", CheckWords.Line(Report(CheckStepKind.Token, CheckStepState.Failed, problem), CheckStepKind.Token));
        Assert.Equal(
            ["Open the vendor's API page and check that the client is enabled.", "Copy the client id again: no space at either end.", "Replace the secret if someone issued a new one."],
            CheckAdvice.For(CheckStepKind.Token, problem));
    }

    [Fact]
    public void Line_Warning_SaysBoth() => Assert.Equal(
        "412 vehicles on 3 pages. A list could not be read to its end",
        CheckWords.Line(Report(CheckStepKind.LastPositions, CheckStepState.Warning, new(CheckCause.ListNotWhole)), CheckStepKind.LastPositions));

    [Fact]
    public void Line_EveryStepInEveryState_HasWordsOrNeedsNone() => Assert.All(
        from kind in Enum.GetValues<CheckStepKind>() from state in Enum.GetValues<CheckStepState>() where state != CheckStepState.Waiting select (kind, state),
        all =>
        {
            Assert.NotEmpty(CheckWords.Title(all.kind));
            Assert.NotEmpty(CheckWords.Line(Report(all.kind, all.state, new(CheckCause.TooSlow)), all.kind));
        });

    [Fact]
    public void For_EveryCauseAndFailure_HasASentenceAndAdvice()
    {
        var failures = Enum.GetValues<UpstreamFailure>().Select(failure => new CheckProblem(CheckCause.Upstream) { Failure = failure });
        var causes = Enum.GetValues<CheckCause>().Where(cause => cause != CheckCause.Upstream).Select(cause => new CheckProblem(cause));

        Assert.All(from problem in failures.Concat(causes) from kind in Enum.GetValues<CheckStepKind>() select (problem, kind), all =>
        {
            Assert.All(CheckAdvice.For(all.kind, all.problem), advice => Assert.EndsWith(".", advice, StringComparison.Ordinal));
            Assert.NotEmpty(CheckAdvice.For(all.kind, all.problem));
            if (all.problem.Cause != CheckCause.ContractDiffers)
                Assert.NotEmpty(CheckProblemWords.Sentence(all.kind, all.problem));
        });
    }

    [Theory]
    [InlineData(AddressKind.Loopback, "DispatchMap:Upstream:AllowInsecureLoopback")]
    [InlineData(AddressKind.Private, "DispatchMap:Upstream:AllowPrivateNetworks")]
    public void For_AddressRefused_NamesTheKeyToSet(AddressKind kind, string key) => Assert.Contains(
        CheckAdvice.For(CheckStepKind.Token, new(CheckCause.Upstream) { Failure = UpstreamFailure.AddressRefused, Address = kind }),
        advice => advice.Contains(key, StringComparison.Ordinal));

    [Fact]
    public void For_RateLimited_NamesTheWait()
    {
        var problem = new CheckProblem(CheckCause.Upstream) { Failure = UpstreamFailure.RateLimited, Status = HttpStatusCode.TooManyRequests, RetryAfter = TimeSpan.FromSeconds(40) };

        Assert.Equal("Too many requests; the vendor asks us to wait 40\u202fs (429)", CheckProblemWords.Sentence(CheckStepKind.LastPositions, problem));
        Assert.Equal("Wait 40\u202fs, then run the check again.", CheckAdvice.For(CheckStepKind.LastPositions, problem)[0]);
    }

    [Theory]
    [InlineData(84, "84\u202fms")]
    [InlineData(1240, "1\u202f240\u202fms")]
    [InlineData(12_400, "12.4\u202fs")]
    public void Elapsed_ShortAndLong_IsReadable(int milliseconds, string words) => Assert.Equal(words, CheckWords.Elapsed(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void Running_SaysHowLongOfHowLong() => Assert.Equal("4.4\u202fs of 35", CheckWords.Running(TimeSpan.FromSeconds(4.4), TimeSpan.FromSeconds(35)));

    [Fact]
    public void Facts_AllKnown_AreTold() => Assert.Equal(
        [
            ("Credentials taken as", "Basic header"),
            ("List envelope", "data"),
            ("Paging", "by offset, at most 200 a page"),
            ("Groups", "/vehicleGroups, each names its vehicles"),
            ("Heartbeat", "every 30\u202fs"),
            ("Stream lifetime", "60\u202fmin"),
            ("Vendor's clock", "+0.1\u2009s against ours"),
            ("Fields of events", "type, vehicleId"),
            ("Not recognised in events", "fuel, <i>x</i>, and 2 with names not fit to be shown"),
        ],
        CheckFactWords.Of(Good));

    [Fact]
    public void Facts_NothingKnown_IsEmpty() => Assert.Empty(CheckFactWords.Of(new CheckFindings()));

    private static CheckReport Report(CheckStepKind kind, CheckStepState state, CheckProblem? problem = null) =>
        CheckReport.Start(Scope.All()).With(new CheckStep(kind, state, Problem: problem)) with { Findings = Good };
}
