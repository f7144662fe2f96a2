using System.ComponentModel;
using Guildhall.Kernel.Contracts.Communities;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Ui.Places;

/// <summary>A kind of space, said by the module that owns it. Each kind has one owner.</summary>
/// <param name="View">A <see cref="SpaceView"/>, drawn at <c>/c/{community}/s/{space}</c>.</param>
/// <param name="Name">What an operator chooses, as a text key.</param>
/// <param name="About">What such a space is good for, as a text key.</param>
public sealed record OwnedSpaceKind(
    SpaceKind Kind, Type View, [Localizable(true)] string Name, [Localizable(true)] string About)
{
    /// <summary>Whether members post in it, so that the operator says who does; else the team alone.</summary>
    public bool MembersPost { get; init; }

    /// <summary>
    /// Where one writes in such a space: a path with <c>{community}</c> and <c>{space}</c>, for which their slugs are put, percent-encoded;
    /// <c>null</c> where one writes on its page.
    /// </summary>
    public string? Write { get; init; }

    /// <summary>That, in one space.</summary>
    public string WriteIn(CommunityInfo community, SpaceInfo space) =>
        (Write ?? "/c/{community}/s/{space}").Replace("{community}", Uri.EscapeDataString(community.Slug), StringComparison.Ordinal)
            .Replace("{space}", Uri.EscapeDataString(space.Slug), StringComparison.Ordinal);
}

/// <summary>The page of a space. It is drawn after its data is there, like every page.</summary>
public abstract class SpaceView : LoadedPage
{
    [Parameter, EditorRequired] public SpaceInfo Space { get; set; } = null!;
}

/// <summary>The kinds of spaces that this program has pages for. Spaces of other kinds stand in no menu.</summary>
public sealed class SpaceKinds(IEnumerable<OwnedSpaceKind> kinds)
{
    /// <summary>In the order of <see cref="SpaceKind"/>.</summary>
    public IReadOnlyList<OwnedSpaceKind> All { get; } = [.. kinds.OrderBy(k => k.Kind)];

    /// <summary><c>null</c> where no module owns the kind.</summary>
    public OwnedSpaceKind? Find(SpaceKind kind) => All.FirstOrDefault(k => k.Kind == kind);

    /// <summary>The spaces of a community that have a page and are in use, in their order.</summary>
    public IEnumerable<SpaceInfo> Shown(CommunityInfo community) => community.OpenSpaces.Where(s => Find(s.Kind) is not null);
}

/// <summary>For a module's services.</summary>
public static class SpaceKindServices
{
    /// <summary>Owns a kind of space.</summary>
    public static IServiceCollection AddSpaceKind<TView>(
        this IServiceCollection services, SpaceKind kind, [Localizable(true)] string name, [Localizable(true)] string about,
        bool membersPost = false, string? write = null)
        where TView : SpaceView =>
        services.AddSingleton(new OwnedSpaceKind(kind, typeof(TView), name, about) { MembersPost = membersPost, Write = write });
}
