using System.Net;
using DispatchMap.Benchmarks.Circuits.Browser;
using DispatchMap.Benchmarks.Circuits.Server;

namespace DispatchMap.Benchmarks.Circuits;

/// <summary>All dispatchers of a run. Some share a session, as tabs and screens do, so that the door lets them in.</summary>
/// <param name="slow">How many of them are to stop reading later.</param>
/// <param name="apart">Whether each looks at another part of the fleet's area instead of all of it.</param>
internal sealed class Crowd(Uri site, int slow, bool apart, LagSamples lags, TimeProvider time) : IAsyncDisposable
{
    private const int PerSession = 100;
    private const int AtOnce = 8;

    private static readonly TimeSpan OpenLimit = TimeSpan.FromMinutes(1);

    private readonly HttpMessageInvoker _connections = new(new SocketsHttpHandler { UseProxy = false });
    private readonly List<(HttpClient Pages, CookieContainer Cookies)> _sessions = [];
    private readonly List<Dispatcher> _dispatchers = [];

    public IReadOnlyList<Dispatcher> All => _dispatchers;

    /// <summary>Those who stop reading later; their frames are decoded.</summary>
    public IEnumerable<Dispatcher> Slow => _dispatchers.Take(slow);

    /// <summary>Those whose frames are decoded and whose lags count.</summary>
    public IEnumerable<Dispatcher> Sample => _dispatchers.Skip(slow).Take(CircuitsOptions.Sample);

    public IReadOnlyList<Dispatcher> Dead => [.. _dispatchers.Where(dispatcher => dispatcher.Failure is not null)];

    /// <summary>Opens more until there are so many.</summary>
    public async Task GrowToAsync(int count, CancellationToken stop)
    {
        var before = _dispatchers.Count;
        var known = Sample.ToList();
        for (var i = before; i < count; i++)
        {
            if (i / PerSession == _sessions.Count)
            {
                var cookies = new CookieContainer();
                _sessions.Add((await Entrance.SignInAsync(site, WebProcess.AdminEmail, WebProcess.AdminPassword, cookies, stop), cookies));
            }

            var session = _sessions[i / PerSession];
            _dispatchers.Add(new(session.Pages, session.Cookies, _connections, i < slow + CircuitsOptions.Sample ? new() : null, apart ? Sight.Apart(i) : Sight.All, time));
        }

        foreach (var dispatcher in Sample.Except(known))
            dispatcher.FrameCame += () => lags.Add(dispatcher.Held!.News);
        await Parallel.ForEachAsync(
            _dispatchers.Skip(before), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (dispatcher, cancelled) => await TryOpenAsync(dispatcher, cancelled));
    }

    /// <summary>Whoever does not get in is dead from the start.</summary>
    private async Task TryOpenAsync(Dispatcher dispatcher, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(OpenLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            await dispatcher.OpenAsync(either.Token);
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            // It remembers why.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_dispatchers.Select(dispatcher => dispatcher.DisposeAsync().AsTask()));
        foreach (var (pages, _) in _sessions)
            pages.Dispose();
        _connections.Dispose();
    }
}
