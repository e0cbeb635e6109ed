using System.Globalization;
using System.Text;

namespace DispatchMap.Benchmarks.Circuits;

/// <summary>Processor and memory of the server against dispatchers and against vehicles: four small charts in one SVG.</summary>
internal static class GrowthPlot
{
    public const string FileName = "docs/images/circuits-growth.svg";

    private const int Width = 360;
    private const int Height = 220;
    private const int Left = 56;
    private const int Bottom = 36;
    private const int Top = 30;

    public static string Of(IReadOnlyList<Step> byDispatchers, IReadOnlyList<Step> byVehicles)
    {
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {2 * Width} {2 * Height}\" font-family=\"sans-serif\" font-size=\"11\" fill=\"#444\">");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<rect width=\"{2 * Width}\" height=\"{2 * Height}\" fill=\"#fff\"/>");
        Chart(svg, 0, 0, "Server, % of a core", "dispatchers", byDispatchers, step => step.Dispatchers, step => 100 * step.Cores);
        Chart(svg, Width, 0, "Managed memory, kB per dispatcher", "dispatchers", byDispatchers, step => step.Dispatchers, step => step.Busy / 1e3);
        Chart(svg, 0, Height, "Server, % of a core", "vehicles", byVehicles, step => step.Vehicles, step => 100 * step.Cores);
        Chart(svg, Width, Height, "Working set, MB", "vehicles", byVehicles, step => step.Vehicles, step => step.WorkingSet / 1e6);
        return svg.AppendLine("</svg>").ToString();
    }

    private static void Chart(StringBuilder svg, int x, int y, string title, string axis, IReadOnlyList<Step> steps, Func<Step, double> along, Func<Step, double> up)
    {
        var (right, high) = (steps.Max(along), steps.Max(up) * 1.15);
        double X(double value) => x + Left + (value / right * (Width - Left - 30));
        double Y(double value) => y + Height - Bottom - (value / high * (Height - Bottom - Top));
        void Text(double atX, double atY, string anchor, string text) => svg.AppendLine(
            CultureInfo.InvariantCulture, $"<text x=\"{atX:0}\" y=\"{atY:0}\" text-anchor=\"{anchor}\">{text}</text>");

        Text(x + Left, y + 18, "start", title);
        Text(x + Width - 30, y + Height - 6, "end", axis);
        svg.AppendLine(CultureInfo.InvariantCulture, $"<path d=\"M{X(0):0.0} {Y(high):0.0}V{Y(0):0.0}H{X(right):0.0}\" fill=\"none\" stroke=\"#bbb\"/>");
        var points = string.Join(' ', steps.Select(step => string.Create(CultureInfo.InvariantCulture, $"{X(along(step)):0.0},{Y(up(step)):0.0}")));
        svg.AppendLine(CultureInfo.InvariantCulture, $"<polyline points=\"{points}\" fill=\"none\" stroke=\"#1769aa\" stroke-width=\"1.5\"/>");
        foreach (var step in steps)
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"<circle cx=\"{X(along(step)):0.0}\" cy=\"{Y(up(step)):0.0}\" r=\"3\" fill=\"#1769aa\"/>");
            Text(X(along(step)), Y(up(step)) - 8, "middle", up(step).ToString("#,0", CultureInfo.InvariantCulture));
            Text(X(along(step)), y + Height - Bottom + 14, "middle", Short(along(step)));
        }
    }

    private static string Short(double value) => value >= 10_000 ? string.Create(CultureInfo.InvariantCulture, $"{value / 1000:0}k") : value.ToString("0", CultureInfo.InvariantCulture);
}
