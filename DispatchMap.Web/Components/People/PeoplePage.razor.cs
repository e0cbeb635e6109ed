using System.Collections.Frozen;
using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Web.Browsing;
using DispatchMap.Web.People;

namespace DispatchMap.Web.Components.People;

/// <summary>The accounts, for an admin. Every wish is checked again by who does it.</summary>
public sealed partial class PeoplePage
{
    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<Person>? _people;
    private IReadOnlyList<OpenInvitation> _invitations = [];
    private VehicleGroups? _groups;
    private FrozenDictionary<long, string> _groupNames = FrozenDictionary<long, string>.Empty;
    private DateTimeOffset _now;
    private string? _me;
    private string? _trouble;
    private string? _groupsFailure;

    private bool _editing;
    private Person? _edited;
    private Question? _question;
    private HandOver? _handOver;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _me = (await Viewer.GetAsync()).UserId;
        _ = ReadGroupsAsync();
        await ReadAsync();
    }

    private string? NameOf(long groupId) => _groupNames.GetValueOrDefault(groupId);

    private async Task ReadAsync()
    {
        try
        {
            _people = await List.PeopleAsync(_gone.Token);
            _invitations = await List.InvitationsAsync(_gone.Token);
            _now = Time.GetUtcNow();
            _trouble = null;
        }
        catch (StoreException exception)
        {
            _trouble = $"The people cannot be shown just now. {exception.Message}";
        }
        catch (Exception exception) when (_gone.IsCancellationRequested && Teardown.Explains(exception))
        {
        }
    }

    private async Task ReadGroupsAsync()
    {
        try
        {
            _groups = await GroupCatalog.GetAsync(_gone.Token);
            _groupNames = _groups.Groups.DistinctBy(group => group.GroupId).ToFrozenDictionary(group => group.GroupId, group => group.Name);
            _groupsFailure = null;
        }
        catch (UpstreamException exception)
        {
            _groupsFailure = $"The vehicle groups could not be read. {exception.Message}";
        }
        catch (Exception exception) when (_gone.IsCancellationRequested && Teardown.Explains(exception))
        {
            return;
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }

        StateHasChanged();
    }

    /// <summary>Does something and shows what became of it; returns why it was not done.</summary>
    private async Task<string?> TryAsync(Func<Task<PeopleAnswer>> wish)
    {
        try
        {
            var answer = await wish();
            if (answer.Refusal is null)
                await ReadAsync();
            StateHasChanged();
            return answer.Refusal;
        }
        catch (StoreException exception)
        {
            return $"This could not be done. {exception.Message}";
        }
        catch (NotAllowedException)
        {
            return "This is not open to you any more.";
        }
    }

    private void Edit(Person? person) => (_edited, _editing) = (person, true);

    private Task<string?> SaveAsync(string email, Access access) => _edited is { } person
        ? TryAsync(() => Changes.ChangeAccessAsync(person.Id, access, _gone.Token))
        : TryAsync(() => InviteAsync(email, access));

    private async Task<PeopleAnswer> InviteAsync(string email, Access access)
    {
        var (answer, token) = await Invitations.InviteAsync(email, access, _gone.Token);
        if (token is not null)
            _handOver = new("The invitation", $"For {email.Trim()}, good for {DispatchMap.Web.People.Invitations.Lifetime.Days} days.", Link($"invitation/{token}"));
        return answer;
    }

    private async Task<PeopleAnswer> OfferPasswordAsync(Person person)
    {
        var (answer, token) = await Passwords.OfferAsync(person.Id, _gone.Token);
        if (token is not null)
            _handOver = new("A new password", $"{person.Name} can choose a new password with this link, for a day. The old one works until then.", Link($"reset/{person.Id}/{token}"));
        return answer;
    }

    private string Link(string path) => Navigation.ToAbsoluteUri(path).AbsoluteUri;

    private void AskToRevoke(OpenInvitation invitation) => _question = new(
        "Revoke the invitation?", $"The link for {invitation.Email} stops working.", "Revoke", () => Invitations.RevokeAsync(invitation.Id, _gone.Token));

    private async Task ActAsync(Person person, PersonAction action)
    {
        var (id, name, stop) = (person.Id, person.Name, _gone.Token);
        switch (action)
        {
            case PersonAction.ChangeAccess:
                Edit(person);
                break;
            case PersonAction.Enable:
                _trouble = await TryAsync(() => Changes.SetDisabledAsync(id, false, stop));
                break;
            default:
                _question = action switch
                {
                    PersonAction.Disable => new("Disable the account?", $"{name} is signed out everywhere at once and cannot sign in until you enable the account again.", "Disable", () => Changes.SetDisabledAsync(id, true, stop)),
                    PersonAction.Remove => new("Remove the account?", $"{name} is signed out everywhere at once, and the account is gone for good. What it did stays in the audit log.", "Remove", () => Changes.RemoveAsync(id, stop)),
                    PersonAction.SignOutEverywhere => new("Sign out everywhere?", $"Every browser of {name} is signed out at once. They can sign in again.", "Sign out", () => Changes.SignOutEverywhereAsync(id, stop)),
                    PersonAction.ResetTwoFactor => new("Reset two-factor?", $"For a lost phone: the authenticator, recovery codes and passkeys of {name} stop working. Until they set them up again, the password alone lets them in.", "Reset", () => Changes.ResetTwoFactorAsync(id, stop)),
                    _ => new("A new password?", $"You get a link, good for a day, with which {name} can choose a new password. Make sure that it reaches nobody else.", "Make the link", () => OfferPasswordAsync(person)),
                };
                break;
        }
    }
}
