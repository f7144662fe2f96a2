using System.Globalization;
using System.Text.RegularExpressions;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Http;

namespace Guildhall.Discussions.Previews;

/// <summary>Addresses of this site, and the things of the community to which they lead.</summary>
internal sealed partial class OwnLinks(PublicAddress site, IThings things, CommunityScope scope)
{
    /// <returns>Begins with a slash; <c>null</c> for an address elsewhere.</returns>
    public string? PathOf(string url)
    {
        var here = site.Of("/");
        return url.StartsWith(here, StringComparison.OrdinalIgnoreCase) ? url[(here.Length - 1)..] : null;
    }

    /// <summary>Whether somebody may know of it is not asked here.</summary>
    public async Task<Thing?> FindAsync(string path, CancellationToken cancel)
    {
        path = path.Split('?', '#')[0];
        if (!path.StartsWith($"/c/{scope.Required.Slug}/", StringComparison.Ordinal))
            return null;
        if (Post().Match(path) is { Success: true } post)
            return new Thing(post.Groups[1].Value == "topics" ? Topic.OwnKind : Reply.OwnKind,
                long.Parse(post.Groups[2].Value, CultureInfo.InvariantCulture));
        return (await things.SearchAsync(scope.Id, path, cancel)).FirstOrDefault(t => t.Path == path)?.Thing;
    }

    [GeneratedRegex("^/c/[^/]+/(topics|replies)/([0-9]{1,18})$")]
    private static partial Regex Post();
}
