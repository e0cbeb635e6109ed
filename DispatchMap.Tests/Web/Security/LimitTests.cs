using System.Net;
using DispatchMap.Tests.EndToEnd;
using DispatchMap.Web.Security;

namespace DispatchMap.Tests.Web.Security;

public sealed class LimitTests
{
    [Fact]
    public async Task AnonymousPosts_TooMany_AreRefusedWithATimeAndReadingGoesOn()
    {
        await using var app = DeskApp.InProduction();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var answers = new List<HttpResponseMessage>();

        // The bucket refills while we ask, so the number at which it is empty is not exact.
        for (var i = 0; i < AnonymousPosts.Burst * 10 && answers.LastOrDefault()?.StatusCode != HttpStatusCode.TooManyRequests; i++)
            answers.Add(await client.PostAsync(new Uri(app.Address, "/nowhere"), null, TestContext.Current.CancellationToken).Soon());
        using var page = await client.GetAsync(new Uri(app.Address, "/sign-in"), TestContext.Current.CancellationToken).Soon();

        Assert.True(answers.Count > AnonymousPosts.Burst);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1].StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), answers[^1].Headers.RetryAfter?.Delta);
        Assert.True(answers[^1].Headers.Contains("Content-Security-Policy"));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        answers.ForEach(answer => answer.Dispose());
    }

    [Fact]
    public async Task Body_LargerThanAnyForm_IsRefused()
    {
        await using var app = DeskApp.InProduction();
        using var client = new HttpClient();
        using var form = new FormUrlEncodedContent([new("name", new string('x', 300 * 1024))]);

        using var answer = await client.PostAsync(new Uri(app.Address, "/sign-in"), form, TestContext.Current.CancellationToken).Soon();

        // Unread, and nothing more is taken from this connection. A form of ordinary size would leave it open.
        Assert.Equal((HttpStatusCode.BadRequest, true), (answer.StatusCode, answer.Headers.ConnectionClose));
    }
}
