namespace DispatchMap.Simulator.Traffic.Generated;

/// <summary>A town that generated vehicles belong to.</summary>
internal sealed record Town(string Name, double Latitude, double Longitude)
{
    public static readonly Town[] All =
    [
        new("Bratislava", 48.1486, 17.1077),
        new("Trnava", 48.3774, 17.5872),
        new("Nitra", 48.3061, 18.0764),
        new("Žilina", 49.2231, 18.7394),
        new("Banská Bystrica", 48.7363, 19.1462),
        new("Prešov", 49.0018, 21.2393),
        new("Košice", 48.7164, 21.2611),
        new("Wien", 48.2082, 16.3738),
        new("Linz", 48.3069, 14.2858),
        new("Graz", 47.0707, 15.4395),
        new("Salzburg", 47.8095, 13.0550),
        new("Innsbruck", 47.2692, 11.4041),
        new("Brno", 49.1951, 16.6068),
        new("Praha", 50.0755, 14.4378),
        new("Ostrava", 49.8209, 18.2625),
        new("Plzeň", 49.7384, 13.3736),
        new("Olomouc", 49.5938, 17.2509),
        new("České Budějovice", 48.9757, 14.4803),
        new("Győr", 47.6875, 17.6504),
        new("Budapest", 47.4979, 19.0402),
        new("Debrecen", 47.5316, 21.6273),
        new("Szeged", 46.2530, 20.1414),
        new("Pécs", 46.0727, 18.2323),
        new("Kraków", 50.0647, 19.9450),
        new("Katowice", 50.2649, 19.0238),
        new("Wrocław", 51.1079, 17.0385),
        new("Warszawa", 52.2297, 21.0122),
        new("Łódź", 51.7592, 19.4560),
        new("Poznań", 52.4064, 16.9252),
        new("München", 48.1351, 11.5820),
        new("Nürnberg", 49.4521, 11.0767),
        new("Dresden", 51.0504, 13.7373),
        new("Leipzig", 51.3397, 12.3731),
        new("Berlin", 52.5200, 13.4050),
        new("Ljubljana", 46.0569, 14.5058),
        new("Maribor", 46.5547, 15.6459),
        new("Zagreb", 45.8150, 15.9819),
    ];
}
