using Microsoft.AspNetCore.Identity;

namespace DispatchMap.Web.People;

/// <summary>What came of a wish about somebody's account.</summary>
/// <param name="Refusal">Why nothing was done, in words for the one who asked; null when it was done.</param>
public readonly record struct PeopleAnswer(string? Refusal)
{
    public static PeopleAnswer Done => default;

    public static PeopleAnswer Refused(string why) => new(why);

    public static PeopleAnswer Of(IdentityResult result) =>
        result.Succeeded ? Done : Refused(string.Join(' ', result.Errors.Select(error => error.Description)));
}
