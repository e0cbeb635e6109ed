using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Check;

namespace DispatchMap.Web.Words;

/// <summary>What a connection check has learnt about the vendor's API, in short lines: a name and what was found.</summary>
internal static class CheckFactWords
{
    /// <summary>The facts known so far. Names of fields in them are untrusted text.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(CheckFindings found)
    {
        var facts = new List<(string Name, string Value)>();
        if (found.Token is { } token)
            facts.Add(("Credentials taken as", token.InForm ? "form fields" : "Basic header"));
        if (found.Positions is { } list)
        {
            facts.Add(("List envelope", list.Envelope ?? "none, a bare list"));
            facts.Add(("Paging", Paging(list)));
        }

        if (found.Groups is { } groups)
            facts.Add(("Groups", groups.Path is { } path ? $"{path}, {Members(groups.Members)}" : "no such list"));
        if (found.Stream is { } stream)
        {
            facts.Add(("Heartbeat", $"every {CheckWords.Long(stream.Heartbeat)}"));
            facts.Add(("Stream lifetime", stream.Lifetime is { } lifetime ? CheckWords.Long(lifetime) : "not told"));
        }

        if (found.ClockOffset is { } offset)
            facts.Add(("Vendor's clock", $"{FeedWords.Offset(offset)} against ours"));
        foreach (var fields in found.Fields)
        {
            facts.Add(($"Fields of {Source(fields.Source)}", Names(fields.Recognised)));
            if (fields.Unrecognised.Length + fields.Odd > 0)
                facts.Add(($"Not recognised in {Source(fields.Source)}", Unknown(fields)));
        }

        return facts;
    }

    private static string Paging(ListFindings list)
    {
        var style = list.Paging switch
        {
            PagingStyle.Offset => "by offset",
            PagingStyle.Page => "by page",
            PagingStyle.None => "none",
            _ => "not seen",
        };
        var isCapped = list.Pages > 1 && list.LongestPage < list.PageLimit;
        return isCapped ? $"{style}, at most {FeedWords.Count(list.LongestPage)} a page" : style;
    }

    private static string Members(GroupMembers members) => members switch
    {
        GroupMembers.OnGroup => "each names its vehicles",
        GroupMembers.OnVehicle => "vehicles name theirs",
        _ => "members not told",
    };

    private static string Source(FieldSource source) => source switch
    {
        FieldSource.LastPositions => "last positions",
        FieldSource.Vehicles => "vehicles",
        FieldSource.Groups => "groups",
        _ => "events",
    };

    private static string Unknown(FieldFindings fields)
    {
        var names = string.Join(", ", fields.Unrecognised);
        if (fields.Odd == 0)
            return names;
        var odd = $"{FeedWords.Count(fields.Odd)} with names not fit to be shown";
        return names.Length == 0 ? odd : $"{names}, and {odd}";
    }

    private static string Names(IReadOnlyCollection<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
}
