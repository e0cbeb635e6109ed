using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks.Rest;
using DispatchMap.Core.MyCarTracks.Stream;
using DispatchMap.Core.MyCarTracks.Wire;

namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>One run of the steps, with an account, and so a token, of its own.</summary>
internal sealed class CheckRun(CheckTools tools, UpstreamConnection connection, Scope scope, Action<CheckReport> tell)
{
    private static readonly TimeSpan TokenLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ListLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StreamLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FieldsLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ContractLimit = TimeSpan.FromSeconds(20);

    private readonly TimeProvider _time = tools.Time;
    private readonly CheckProgress _progress = new(scope, tools.Time, tools.Logger, tell);
    private readonly SecretFilter _secrets = new();
    private readonly FieldNames _positionFields = new(FieldSource.LastPositions);
    private readonly FieldNames _vehicleFields = new(FieldSource.Vehicles);
    private readonly FieldNames _groupFields = new(FieldSource.Groups);
    private readonly FieldNames _eventFields = new(FieldSource.Events);
    private readonly HashSet<long> _vehicleIds = [];
    private LiveStream? _stream;

    public async Task RunAsync(CancellationToken stop)
    {
        _progress.Begin();
        _secrets.Add(connection.ClientSecret.Reveal());
        var account = new UpstreamAccount(connection, tools.Http, tools.Budgets.Of(connection), tools.Time, stop);
        if (await ReachesAsync(account, stop))
        {
            if (_stream is { } stream)
                await ListenAsync(account, stream, stop);
            await CompareFieldsAsync(stop);
            await CompareContractAsync(account, stop);
        }
        else if (_positionFields.Any)
        {
            await CompareFieldsAsync(stop);
        }

        _progress.End();
    }

    /// <summary>The steps that all talk to the same server. Whether it is still worth talking to.</summary>
    private async Task<bool> ReachesAsync(UpstreamAccount account, CancellationToken stop)
    {
        (CheckStepKind Kind, TimeSpan Limit, Func<CancellationToken, Task<StepOutcome>> Run)[] steps =
        [
            (CheckStepKind.Token, TokenLimit, cancel => SignInAsync(account, cancel)),
            (CheckStepKind.LastPositions, ListLimit, cancel => ReadPositionsAsync(account, cancel)),
            (CheckStepKind.Groups, ListLimit, cancel => ReadGroupsAsync(account, cancel)),
            (CheckStepKind.CreateStream, StreamLimit, cancel => CreateStreamAsync(account, cancel)),
        ];
        foreach (var (kind, limit, run) in steps)
        {
            var outcome = await _progress.StepAsync(kind, limit, cancel => MindingBudgetAsync(account, run, cancel, stop), stop);
            if (kind == CheckStepKind.Token ? outcome.State == CheckStepState.Failed : outcome.EndsAll)
                return false;
        }

        return true;
    }

    /// <summary>Tells a vendor that is slow from a budget that other requests of ours have spent.</summary>
    private static async Task<StepOutcome> MindingBudgetAsync(
        UpstreamAccount account, Func<CancellationToken, Task<StepOutcome>> run, CancellationToken cancellationToken, CancellationToken stop)
    {
        try
        {
            return await run(cancellationToken);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested && account.Budget.Left == 0)
        {
            return StepOutcome.Failed(new(CheckCause.BudgetSpent));
        }
    }

    private async Task<StepOutcome> SignInAsync(UpstreamAccount account, CancellationToken cancellationToken)
    {
        if (connection.ClientId.Length == 0 || connection.ClientSecret.Reveal().Length == 0)
            return StepOutcome.Failed(new(CheckCause.NoCredentials));
        if (!UpstreamAddress.IsSafe(connection.BaseUrl, connection.AllowInsecureLoopback)
            || !UpstreamAddress.IsSafe(connection.TokenUrl, connection.AllowInsecureLoopback))
        {
            return StepOutcome.Failed(new(CheckCause.UnsafeAddress));
        }

        var token = await account.Tokens.GetAsync(cancellationToken);
        _secrets.Add(token.Text.Reveal());
        _progress.Found(found => found with
        {
            Token = new(token.ExpiresAt - _time.GetUtcNow(), account.SignIn.InForm), ClockOffset = account.LastDate?.Offset,
        });
        return StepOutcome.Passed;
    }

    private async Task<StepOutcome> ReadPositionsAsync(UpstreamAccount account, CancellationToken cancellationToken)
    {
        var shape = new ListShape();
        var list = await tools.Lists.LastPositionsAsync(account, new(shape, _positionFields), cancellationToken);
        _vehicleIds.UnionWith(list.Items.Select(vehicle => vehicle.VehicleId));
        var found = Describe(list, shape, account.Positions);
        _progress.Found(all => all with { Positions = found, ClockOffset = account.LastDate?.Offset ?? all.ClockOffset });
        if (found is { Count: 0, Rejected: > 0 })
            return StepOutcome.Failed(new(CheckCause.ItemsNotUnderstood));
        return StepOutcome.WarnIf(
            (found.Count == 0, CheckCause.NoVehicles), (found.Rejected > 0, CheckCause.ItemsNotUnderstood), (!found.Complete, CheckCause.ListNotWhole));
    }

    /// <summary>A map works without groups, so trouble with them is a warning.</summary>
    private async Task<StepOutcome> ReadGroupsAsync(UpstreamAccount account, CancellationToken cancellationToken)
    {
        try
        {
            var groups = await tools.Lists.GroupsAsync(account, new(new(), _groupFields), cancellationToken);
            _progress.Found(all => all with { Groups = groups is null ? new(null) : new(account.GroupsPath, groups.Items.Count) });
            var shape = new ListShape();
            var vehicles = await VehiclesAsync(account, shape, cancellationToken);
            var members = GroupCensus.Take(account.GroupsPath, groups?.Items ?? [], vehicles.List?.Items ?? [], _vehicleIds);
            _progress.Found(all => all with
            {
                Groups = members, Vehicles = vehicles.List is { } list ? Describe(list, shape, account.Vehicles) : null,
            });
            if (vehicles.Failure is { } failure)
                return new(CheckStepState.Warning, CheckProblem.Of(failure, CheckCause.VehiclesNotRead));
            return StepOutcome.WarnIf(
                (members is { Count: > 0, Members: GroupMembers.Nowhere }, CheckCause.MembersUnknown),
                (groups is { Complete: false } || vehicles.List is { Complete: false }, CheckCause.ListNotWhole));
        }
        catch (UpstreamException e)
        {
            var outcome = StepOutcome.Failed(CheckProblem.Of(e));
            return outcome.EndsAll ? outcome : outcome with { State = CheckStepState.Warning };
        }
    }

    private async Task<(Listing<VehicleEntry>? List, UpstreamException? Failure)> VehiclesAsync(
        UpstreamAccount account, ListShape shape, CancellationToken cancellationToken)
    {
        try
        {
            var list = await tools.Lists.VehiclesAsync(account, new(shape, _vehicleFields), cancellationToken);
            _vehicleIds.UnionWith(list.Items.Select(vehicle => vehicle.VehicleId));
            return (list, null);
        }
        catch (UpstreamException e)
        {
            return (null, e);
        }
    }

    private async Task<StepOutcome> CreateStreamAsync(UpstreamAccount account, CancellationToken cancellationToken)
    {
        var stream = await StreamCreation.SendAsync(tools.Rest, account, scope, cancellationToken);
        _secrets.AddQuery(stream.WebSocketUrl.Reveal());
        _stream = stream;
        var vendorNow = _time.GetUtcNow() + (account.LastDate?.Offset ?? TimeSpan.Zero);
        _progress.Found(all => all with { Stream = new(stream.MinInterval, stream.Heartbeat, stream.ExpiresAt - vendorNow) });
        return StepOutcome.WarnIf((stream.MinInterval != TimeSpan.FromSeconds(scope.MinIntervalSeconds), CheckCause.OtherInterval));
    }

    private async Task ListenAsync(UpstreamAccount account, LiveStream stream, CancellationToken stop)
    {
        var listener = new StreamListener(tools, account.Connection, stream, _eventFields, _progress, _secrets);
        await _progress.StepAsync(CheckStepKind.Socket, StreamListener.LimitFor(stream), cancel => listener.RunAsync(cancel, stop), stop);
    }

    private Task<StepOutcome> CompareFieldsAsync(CancellationToken stop) => _progress.StepAsync(CheckStepKind.Fields, FieldsLimit, _ =>
    {
        FieldNames[] all = [_positionFields, _vehicleFields, _groupFields, _eventFields];
        _progress.Found(found => found with { Fields = [.. all.Where(names => names.Any).Select(Describe)] });
        var isShown = _progress.Findings is { Positions.Count: > 0 } or { Socket.First: StreamEventKind.Position };
        return Task.FromResult(StepOutcome.WarnIf(
            (isShown && !Essentials.AreIn(_positionFields.Recognised.Concat(_eventFields.Recognised)), CheckCause.FieldsMissing)));
    }, stop);

    private Task<StepOutcome> CompareContractAsync(UpstreamAccount account, CancellationToken stop) =>
        _progress.StepAsync(CheckStepKind.Contract, ContractLimit, async cancel =>
        {
            var contract = await ContractFetch.CompareAsync(tools.Http, account, cancel, stop);
            contract = contract with { UnknownFields = [.. contract.UnknownFields.Where(name => !_secrets.Finds(name))] };
            _progress.Found(found => found with { Contract = contract });
            return StepOutcome.WarnIf((contract.MissingPaths.Length + contract.LackingFields.Length > 0, CheckCause.ContractDiffers));
        }, stop);

    private FieldFindings Describe(FieldNames names)
    {
        var (recognised, unrecognised) = (Shown(names.Recognised), Shown(names.Unrecognised));
        var hidden = names.Recognised.Count() + names.Unrecognised.Count() - recognised.Length - unrecognised.Length;
        return new(names.Source, [.. recognised], [.. unrecognised], names.Odd + hidden);

        string[] Shown(IEnumerable<string> all) => [.. all.Where(name => !_secrets.Finds(name))];
    }

    private static ListFindings Describe(Listing<VehicleEntry> list, ListShape shape, PagingMemory memory) => new(
        list.Items.Count, list.Rejected, list.Complete, shape.Pages, memory.Limit, shape.LongestPage, shape.Paging, shape.Envelope, shape.Total,
        list.Items.Count(vehicle => vehicle.Report is null));
}
