using MudBlazor;

namespace DispatchMap.Web.Components.Layout;

/// <summary>
/// The design's tokens for what MudBlazor draws (menus, dialogs, forms). Numbers as in <c>wwwroot-assets/css/tokens.css</c>,
/// which the browser cannot hand to a C# theme.
/// </summary>
internal static class DeskTheme
{
    private static readonly string[] Fonts = ["Inter Variable", "Inter", "Segoe UI Variable Text", "Segoe UI", "system-ui", "sans-serif"];

    public static MudTheme Value { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#2449C6", PrimaryContrastText = "#FFFFFF",
            Background = "#E6EBEF", Surface = "#FFFFFF", AppbarBackground = "#FFFFFF", DrawerBackground = "#FFFFFF",
            AppbarText = "#121A21", TextPrimary = "#121A21", TextSecondary = "#414E5A", TextDisabled = "#586571",
            ActionDefault = "#414E5A",
            LinesDefault = "#D2DAE1", TableLines = "#D2DAE1", Divider = "#D2DAE1", LinesInputs = "#76848F",
            Error = "#C4211C", Success = "#0B7446", Warning = "#B07C00",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#2F57D0", PrimaryContrastText = "#FFFFFF",
            Background = "#0B1015", Surface = "#121920", AppbarBackground = "#121920", DrawerBackground = "#121920",
            AppbarText = "#EDF2F6", TextPrimary = "#EDF2F6", TextSecondary = "#B6C3CF", TextDisabled = "#8C9BA9",
            ActionDefault = "#B6C3CF",
            LinesDefault = "#27333E", TableLines = "#27333E", Divider = "#27333E", LinesInputs = "#617385",
            Error = "#C92F2A", Success = "#59C98B", Warning = "#B98A1F",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "4px", AppbarHeight = "48px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "13px", LineHeight = "20px", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Fonts, FontSize = "13px", FontWeight = "500", LineHeight = "20px", LetterSpacing = "normal", TextTransform = "none" },
        },
    };
}
