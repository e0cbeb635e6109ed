using System.Net;
using System.Text.RegularExpressions;

namespace DispatchMap.Benchmarks.Circuits.Browser;

/// <summary>Signs in the way people do, by the form, and keeps the cookies.</summary>
internal static partial class Entrance
{
    /// <summary>A client with the cookies of a new session; <paramref name="cookies"/> is where they are.</summary>
    public static async Task<HttpClient> SignInAsync(Uri site, string email, string password, CookieContainer cookies, CancellationToken stop)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, CookieContainer = cookies }) { BaseAddress = site };
        var page = await client.GetStringAsync(new Uri("sign-in", UriKind.Relative), stop);
        var form = Form().Matches(page).First(match => match.Value.Contains("name=\"Password\"", StringComparison.Ordinal)).Value;
        var fields = Hidden().Matches(form)
            .Select(field => KeyValuePair.Create(field.Groups[1].Value, WebUtility.HtmlDecode(field.Groups[2].Value)))
            .Append(KeyValuePair.Create("Email", email))
            .Append(KeyValuePair.Create("Password", password));
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await client.PostAsync(new Uri("sign-in", UriKind.Relative), content, stop);
        answer.EnsureSuccessStatusCode();
        if (answer.RequestMessage?.RequestUri?.AbsolutePath != "/")
            throw new InvalidDataException($"Nobody was signed in: the answer is {answer.RequestMessage?.RequestUri}.");
        return client;
    }

    [GeneratedRegex("<form\\b.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
