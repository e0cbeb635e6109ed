namespace DispatchMap.Web.Browsing;

/// <summary>Which look a user wants.</summary>
public enum ThemeChoice
{
    /// <summary>Whatever the operating system says, also when it changes its mind.</summary>
    System,
    Light,
    Dark,
}
