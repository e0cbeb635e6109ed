using System.Reflection;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Web.Components;
using DispatchMap.Web.Components.Entry;
using DispatchMap.Web.People;
using DispatchMap.Web.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace DispatchMap.Tests.Web.Doors;

/// <summary>Pages get what is behind the doors only from those who ask who wants it.</summary>
public sealed class InjectionTests
{
    /// <summary>What knows no viewer.</summary>
    private static readonly Type[] Unguarded =
    [
        typeof(IFeedDirectory), typeof(IFeedWatch), typeof(IGroupCatalog), typeof(IMyCarTracksClient), typeof(ILastPositions), typeof(Database),
        typeof(DispatchMapDb), typeof(IDbContextFactory<DispatchMapDb>), typeof(UserWork), typeof(UserManager<User>), typeof(IServiceProvider),
    ];

    /// <summary>Static pages for who is not in yet: they have a user manager for the length of one request.</summary>
    private static readonly (Type Page, Type Service)[] Allowed =
    [
        (typeof(SetupPage), typeof(UserManager<User>)),
        (typeof(InvitationPage), typeof(UserManager<User>)),
    ];

    [Fact]
    public void Pages_All_AreGivenNothingThatKnowsNoViewer()
    {
        var given = typeof(App).Assembly.GetTypes()
            .Where(type => type.Namespace is { } name && (Within(name, "DispatchMap.Web.Components") || Within(name, "DispatchMap.Web.Desk")))
            .SelectMany(type => Given(type).Where(Unguarded.Contains).Select(service => (type, service)));

        Assert.Equal(Allowed.OrderBy(pair => pair.Page.Name), given.Distinct().OrderBy(pair => pair.type.Name));
    }

    [Fact]
    public void Pages_WithAUserManager_HaveNoCircuit() =>
        Assert.All(Allowed, pair => Assert.NotNull(pair.Page.GetCustomAttribute<ExcludeFromInteractiveRoutingAttribute>()));

    private static bool Within(string name, string folder) => name == folder || name.StartsWith(folder + ".", StringComparison.Ordinal);

    private static IEnumerable<Type> Given(Type type)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        return type.GetConstructors(Own).SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.ParameterType)
            .Concat(type.GetProperties(Own).Where(property => property.IsDefined(typeof(InjectAttribute))).Select(property => property.PropertyType));
    }
}
