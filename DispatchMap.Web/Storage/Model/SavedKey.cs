namespace DispatchMap.Web.Storage.Model;

/// <summary>A key that cookies and secrets are encrypted with (Data Protection).</summary>
public sealed class SavedKey
{
    public int Id { get; set; }

    public string Name { get; set; } = "";

    public string Xml { get; set; } = "";
}
