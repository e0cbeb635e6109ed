using DispatchMap.Web.Entry.OpenId;

namespace DispatchMap.Web.Words;

/// <summary>Why somebody whom a provider sent is not let in, in words for them.</summary>
internal static class OpenIdWords
{
    /// <param name="provider">What the provider is called here.</param>
    public static string Of(OpenIdRefusal refusal, string provider) => refusal switch
    {
        OpenIdRefusal.NoRole => $"Your account with {provider} has no role in DispatchMap. Whoever looks after it there can give it one.",
        OpenIdRefusal.NoEmail => $"Your account with {provider} does not tell your e-mail address, which DispatchMap needs.",
        OpenIdRefusal.EmailTaken => "There is an account of your e-mail address here already. Sign in with its password.",
        OpenIdRefusal.Disabled => "Your account is disabled. An admin can enable it.",
        _ => $"Signing in with {provider} did not work. Try again.",
    };
}
