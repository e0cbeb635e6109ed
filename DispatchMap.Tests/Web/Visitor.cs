using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;
using Xunit;

namespace DispatchMap.Tests.Web;

/// <summary>A browser without pictures: it keeps cookies, follows redirects and fills in forms.</summary>
internal static partial class Visitor
{
    /// <summary>Gets a page.</summary>
    public static Task<HttpResponseMessage> OpenAsync(this HttpClient visitor, string path) =>
        visitor.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken).Soon();

    /// <summary>Fills in the form of a page, hidden fields included, and sends it to where the form says.</summary>
    /// <param name="form">What tells the form from others on the page: a part of its first tag.</param>
    public static async Task<HttpResponseMessage> SubmitAsync(
        this HttpClient visitor, string path, string form, params (string Name, string Value)[] fields)
    {
        var (action, content) = await visitor.FormAsync(path, form, _ => fields);
        using (content)
            return await visitor.PostAsync(new Uri(action, UriKind.Relative), content, TestContext.Current.CancellationToken).Soon();
    }

    /// <summary>Fills the form in, to be sent later or elsewhere.</summary>
    public static Task<FormUrlEncodedContent> FillAsync(this HttpClient visitor, string path, string form, params (string Name, string Value)[] fields) =>
        visitor.FillAsync(path, form, _ => fields);

    /// <summary>Fills the form in with what the page says.</summary>
    public static async Task<FormUrlEncodedContent> FillAsync(
        this HttpClient visitor, string path, string form, Func<string, (string Name, string Value)[]> fields) =>
        (await visitor.FormAsync(path, form, fields)).Content;

    /// <summary>Sends the same form many times, none of them waiting for another's answer.</summary>
    public static async Task<string[]> PostAtOnceAsync(this HttpClient visitor, string path, FormUrlEncodedContent form, int times)
    {
        var fields = await form.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return await Task.WhenAll(Enumerable.Range(0, times).Select(async _ =>
        {
            using var content = new ByteArrayContent(fields) { Headers = { ContentType = form.Headers.ContentType } };
            var answer = await visitor.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken).Soon();
            return await answer.ReadAsync();
        }));
    }

    public static Task<string> ReadAsync(this HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken).Soon();

    private static async Task<(string Action, FormUrlEncodedContent Content)> FormAsync(
        this HttpClient visitor, string path, string form, Func<string, (string Name, string Value)[]> fields)
    {
        var page = await (await visitor.OpenAsync(path)).ReadAsync();
        var match = Form().Matches(page).FirstOrDefault(match => match.Value.Contains(form, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{path} has no form with {form}: {page}");
        var values = Hidden().Matches(match.Value).Select(field => KeyValuePair.Create(field.Groups[1].Value, WebUtility.HtmlDecode(field.Groups[2].Value)))
            .Concat(fields(page).Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return (Action().Match(match.Value) is { Success: true } target ? WebUtility.HtmlDecode(target.Groups[1].Value) : path, new(values));
    }

    public static Task<HttpResponseMessage> SignInAsync(this HttpClient visitor, string email, string password) =>
        visitor.SubmitAsync("/sign-in", "sign-in", ("Email", email), ("Password", password));

    /// <summary>A visitor who does not follow redirects, so that a test sees them.</summary>
    public static HttpClient Cautious<T>(this WebApplicationFactory<T> program)
        where T : class => program.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = program.ClientOptions.BaseAddress });

    [GeneratedRegex("<form\\b.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("^<form[^>]*\\saction=\"([^\"]+)\"")]
    private static partial Regex Action();
}
