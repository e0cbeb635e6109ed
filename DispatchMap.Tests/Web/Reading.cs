using AngleSharp.Dom;

namespace DispatchMap.Tests.Web;

/// <summary>A page as a person reads it.</summary>
internal static class Reading
{
    /// <summary>The words of an element, one space between them, thin or not.</summary>
    public static string Words(this IElement element) => string.Join(
        ' ', element.GetDescendants().OfType<IText>().SelectMany(text => text.Data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}
