using System.Net;
using DispatchMap.Benchmarks.Circuits.Browser;
using DispatchMap.Web.Maps;

namespace DispatchMap.Tests.EndToEnd;

/// <summary>The load harness speaks to the real page, so it must be noticed when the page says something new.</summary>
public sealed class LoadHarnessTests
{
    private const int Reports = 8;

    [Fact]
    public async Task Dispatchers_OneStopsReading_OthersGoOnAndItCatchesUpWithAMergedDelta()
    {
        await using var fleet = await ScriptedFleet.StartAsync();
        var cookies = new CookieContainer();
        using var pages = await Entrance.SignInAsync(fleet.App.Address, DeskApp.AdminEmail, DeskApp.AdminPassword, cookies, TestContext.Current.CancellationToken).Soon();
        using var connections = new HttpMessageInvoker(new SocketsHttpHandler());
        await using var first = new Watched(pages, cookies, connections);
        await using var second = new Watched(pages, cookies, connections);
        await using var slow = new Watched(pages, cookies, connections);
        Watched[] all = [first, second, slow];
        foreach (var dispatcher in all)
        {
            await dispatcher.OpenAsync().Soon();
            await dispatcher.UntilAsync(held => held.Vehicles == 2).Soon();
        }

        await AfterReportAsync(fleet, all);

        slow.Stall();
        var (others, its) = (first.Held.Deltas, slow.Held.Deltas);
        for (var i = 0; i < Reports; i++)
            await AfterReportAsync(fleet, first, second);

        var newest = first.Held.Version;
        slow.Resume();
        await slow.UntilAsync(held => held.Version >= newest).Soon();

        Assert.True(first.Held.Deltas - others >= Reports);
        // Those that were on their way when they stopped being answered, and the one with all the rest.
        Assert.InRange(slow.Held.Deltas - its, 1, FramePump.MaxOnTheWay + 1);
        Assert.All(all, dispatcher => Assert.Equal((1L, 0L), (dispatcher.Held.Snapshots, dispatcher.Held.Resyncs)));
        Assert.All(all, dispatcher => Assert.Null(dispatcher.Failure));
    }

    /// <summary>A vehicle reports, and they have all been told.</summary>
    private static async Task AfterReportAsync(ScriptedFleet fleet, params Watched[] dispatchers)
    {
        var told = dispatchers.Select(dispatcher =>
        {
            var before = dispatcher.Held.Version;
            return dispatcher.UntilAsync(held => held.Version > before && held.News.Count > 0);
        }).ToList();
        fleet.Simulator.Fleet.Report(ScriptedFleet.Van, 48.16, 17.12, 50, 90);
        await Task.WhenAll(told).Soon();
    }

    /// <summary>A dispatcher with somebody who waits for what it is told.</summary>
    private sealed class Watched : IAsyncDisposable
    {
        private readonly Dispatcher _dispatcher;
        private readonly Lock _lock = new();
        private Func<ReceivedFrames, bool>? _wanted;
        private TaskCompletionSource _seen = new();

        public Watched(HttpClient pages, CookieContainer cookies, HttpMessageInvoker connections)
        {
            _dispatcher = new(pages, cookies, connections, Held, Sight.All, TimeProvider.System);
            _dispatcher.FrameCame += Look;
        }

        public ReceivedFrames Held { get; } = new();

        public Exception? Failure => _dispatcher.Failure;

        public Task OpenAsync() => _dispatcher.OpenAsync(TestContext.Current.CancellationToken);

        public void Stall() => _dispatcher.Stall();

        public void Resume() => _dispatcher.Resume();

        /// <summary>Completes as soon as what it holds is like this.</summary>
        public Task UntilAsync(Func<ReceivedFrames, bool> wanted)
        {
            lock (_lock)
                (_wanted, _seen) = (wanted, new(TaskCreationOptions.RunContinuationsAsynchronously));
            Look();
            return _seen.Task;
        }

        public ValueTask DisposeAsync() => _dispatcher.DisposeAsync();

        private void Look()
        {
            lock (_lock)
            {
                if (_wanted?.Invoke(Held) is true)
                    _seen.TrySetResult();
            }
        }
    }
}
