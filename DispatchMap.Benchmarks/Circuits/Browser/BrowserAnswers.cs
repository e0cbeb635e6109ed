using System.Globalization;

namespace DispatchMap.Benchmarks.Circuits.Browser;

/// <summary>What a browser says to the calls of the desk, of MudBlazor and of Blazor itself: as Chromium was seen to do it.</summary>
internal static class BrowserAnswers
{
    /// <summary>A list of this height, in pixels, shows 29 rows and has 12 more ready.</summary>
    public const string ListSeen = "[0,0,915]";

    /// <summary>Where the map came to rest after it had fitted the fleet.</summary>
    public const string ViewSeen = "[48.23151,17.20097,11]";

    /// <summary>Of <c>BeginInvokeJS</c>: the result is an object that stays in the browser.</summary>
    private const long ObjectReference = 1;

    private const string Facts =
        """{"timeZone":"UTC","theme":"system","dark":false,"labels":null,"baseMap":null,"clusters":null,"tails":null}""";

    /// <summary>The result as JSON.</summary>
    public static string To(string function, long resultType, long callId) => (resultType, function) switch
    {
        (ObjectReference, _) => string.Create(CultureInfo.InvariantCulture, $$"""{"__jsObjectId":{{callId}}}"""),
        (_, "facts") => Facts,
        (_, "window.hasOwnProperty" or "writeDeskAddress") => "true",
        (_, "mudpopoverHelper.countProviders") => "0",
        (_, "mudThemeProvider.isDarkMode") => "false",
        _ => "null",
    };
}
