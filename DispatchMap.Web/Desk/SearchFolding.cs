namespace DispatchMap.Web.Desk;
internal static class SearchFolding { public static string Fold(string s) => s.ToLowerInvariant(); }
