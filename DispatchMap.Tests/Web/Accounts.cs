using DispatchMap.Web.People;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;

namespace DispatchMap.Tests.Web;

/// <summary>Makes accounts without the pages that people make them with.</summary>
internal static class Accounts
{
    public static async Task<User> AddAsync(this UserWork work, string email, string password, Role role, long[]? groups = null)
    {
        var user = new User { UserName = email, Email = email, DisplayName = email.Split('@')[0], Role = role, OnlyGroups = groups };
        var result = await work.UseAsync(users => users.CreateAsync(user, password), TestContext.Current.CancellationToken).Soon();
        Assert.True(result.Succeeded, string.Join(' ', result.Errors.Select(error => error.Description)));
        return user;
    }

    /// <summary>A service of a program as the circuit of an admin would get it.</summary>
    public static T AsAdmin<T>(this IServiceProvider program, string adminId)
        where T : notnull
    {
        var circuit = program.CreateScope().ServiceProvider;
        var who = new AuthenticationState(FakeSession.Principal(Role.Admin, id: adminId));
        ((ServerAuthenticationStateProvider)circuit.GetRequiredService<AuthenticationStateProvider>()).SetAuthenticationState(Task.FromResult(who));
        return circuit.GetRequiredService<T>();
    }
}
