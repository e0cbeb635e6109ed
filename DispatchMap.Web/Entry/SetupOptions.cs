using System.ComponentModel.DataAnnotations;
using DispatchMap.Core;

namespace DispatchMap.Web.Entry;

/// <summary>The first admin, for a program that is set up without anybody at a screen; section <c>DispatchMap:Setup</c>.</summary>
internal sealed class SetupOptions : IValidatableObject
{
    public const string Section = "DispatchMap:Setup";

    /// <summary>The first admin's e-mail address; goes with <see cref="AdminPassword"/>.</summary>
    public string? AdminEmail { get; set; }

    /// <summary>Used once, when nobody with this address exists; changing it later changes nothing.</summary>
    public Secret? AdminPassword { get; set; }

    public bool IsGiven => !string.IsNullOrEmpty(AdminEmail) && !string.IsNullOrEmpty(AdminPassword?.Reveal());

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(AdminEmail) != string.IsNullOrEmpty(AdminPassword?.Reveal()))
            yield return new($"{Section}:{nameof(AdminEmail)} and {Section}:{nameof(AdminPassword)} go together; set both or neither.");
        else if (IsGiven && !new EmailAddressAttribute().IsValid(AdminEmail))
            yield return new($"{Section}:{nameof(AdminEmail)} must be an e-mail address.");
        else if (IsGiven && AdminPassword!.Reveal().Length < PasswordRules.MinLength)
            yield return new($"{Section}:{nameof(AdminPassword)} must have {PasswordRules.MinLength} characters or more.");
        else if (IsGiven && PasswordRules.WhatIsWrong(AdminPassword!.Reveal(), AdminEmail, null) is { } wrong)
            yield return new($"{Section}:{nameof(AdminPassword)}: {wrong}");
    }
}
