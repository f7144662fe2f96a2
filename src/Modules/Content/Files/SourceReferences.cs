using Guildhall.Content.Articles;
using Guildhall.Content.Import;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Files;

/// <summary>How the relative links and pictures of one imported text are answered.</summary>
internal sealed record FoundReferences(Func<string, string?> Link, Func<string, string?> Image);

/// <summary>Finds again what a text of an import source points at, for texts that are saved later than their import.</summary>
internal sealed class SourceReferences(AppDb db)
{
    /// <returns><c>null</c> where nothing is to be rewritten.</returns>
    public async Task<FoundReferences?> FindAsync(
        CommunityInfo community, RenderedMarkdown rendered, string? source, string? externalKey, CancellationToken cancel)
    {
        if (source is null || externalKey is null)
            return null;
        return await FindAsync(community, rendered.LinkTargets.Concat(rendered.ImageTargets), source, externalKey, cancel);
    }

    /// <inheritdoc cref="FindAsync(CommunityInfo, RenderedMarkdown, string?, string?, CancellationToken)"/>
    public async Task<FoundReferences?> FindAsync(
        CommunityInfo community, IEnumerable<string> all, string source, string externalKey, CancellationToken cancel)
    {
        var paths = all.SelectMany(t => IsOfSource(t) ? SourcePath.Candidates(externalKey, t)
            : RemotePicture.KeyOf(t) is { } remote ? [remote] : []).ToHashSet(StringComparer.Ordinal);
        if (paths.Count == 0)
            return null;
        var slugs = await db.Set<Article>().AsNoTracking().Where(a => a.Source == source && paths.Contains(a.ExternalKey!))
            .ToDictionaryAsync(a => a.ExternalKey!, a => a.Slug, cancel);
        var files = await db.Set<SourceFile>().AsNoTracking().Where(f => f.Source == source && paths.Contains(f.Path))
            .Join(db.Set<StoredFile>(), s => s.FileId, f => f.Id, (s, f) => new { s.Path, f.Code, f.Name })
            .ToDictionaryAsync(f => f.Path, f => ArticlePaths.File(community.Slug, f.Code, f.Name), cancel);
        return Answer(community.Slug, externalKey, path => slugs.GetValueOrDefault(path), path => files.GetValueOrDefault(path));
    }

    /// <param name="slugOf">The slug of the article that a path became; <c>null</c> for none.</param>
    /// <param name="fileOf">The address of the stored file that a path became; <c>null</c> for none.</param>
    public static FoundReferences Answer(
        string community, string externalKey, Func<string, string?> slugOf, Func<string, string?> fileOf) => new(
        Link: target =>
        {
            if (!IsOfSource(target))
                return target;
            foreach (var path in SourcePath.Candidates(externalKey, target))
            {
                if (slugOf(path) is { } slug)
                    return ArticlePaths.Of(community, slug) + SourcePath.Anchor(SourcePath.FragmentOf(target));
                if (fileOf(path) is { } file)
                    return file;
            }
            return null;
        },
        Image: target =>
        {
            // A picture of another server that an import brought in is shown from here.
            if (!IsOfSource(target))
                return RemotePicture.KeyOf(target) is { } remote && fileOf(remote) is { } fetched ? fetched : target;
            foreach (var path in SourcePath.Candidates(externalKey, target))
                if (fileOf(path) is { } file)
                    return file;
            return null;
        });

    /// <summary>Addresses of this site that an author put in by hand are left alone.</summary>
    public static bool IsOfSource(string target) => SourcePath.IsLocal(target) && !target.StartsWith("/c/", StringComparison.Ordinal);
}
