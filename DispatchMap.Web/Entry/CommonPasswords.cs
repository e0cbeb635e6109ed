using System.Collections.Frozen;

namespace DispatchMap.Web.Entry;

/// <summary>
/// The 10,000 passwords of 8 characters or more that are found most often in what was stolen elsewhere, in small letters, the commonest
/// first. By the frequency list of zxcvbn-ts 3.0.4 (MIT, Copyright (c) 2012-2016 Dan Wheeler and Dropbox, Inc.).
/// </summary>
internal static class CommonPasswords
{
    private const string Resource = "common-passwords.txt";

    private static readonly Lazy<FrozenSet<string>> All = new(() => Read().ToFrozenSet(StringComparer.Ordinal));

    /// <summary>Whether it is one of them, however its letters are written.</summary>
    public static bool Contains(string password) => All.Value.Contains(password.ToLowerInvariant());

    /// <summary>In their order.</summary>
    public static IEnumerable<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is missing from the build.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
