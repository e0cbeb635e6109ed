namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>
/// Reads the whole body inside the attempt, so that the attempt's timeout covers it and a connection that breaks half-way
/// counts as a failed attempt. Bounds it, too.
/// </summary>
internal sealed class BufferingHandler : DelegatingHandler
{
    /// <summary>A hundred thousand vehicles in one page fit.</summary>
    private const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>A bound of its own that a request may have.</summary>
    public static readonly HttpRequestOptionsKey<long> OwnMaxBytes = new(nameof(OwnMaxBytes));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(
                request.Options.TryGetValue(OwnMaxBytes, out var own) ? own : MaxBytes, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
