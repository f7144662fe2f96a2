using System.Text.RegularExpressions;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Learning.Studying;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Courses;

/// <summary>
/// Says who may have the files of this module: covers and what a course says of itself everyone, once it is public; what a lesson holds or
/// shows whoever may take it now.
/// </summary>
internal sealed class CourseFiles(AppDb db, IAccess access, ICommunities communities, IThings things, LessonDoors doors) : IFileOwner
{
    /// <summary>The picture of a course.</summary>
    public const string CoverKind = "course_cover";

    public IReadOnlyList<string> Kinds => [CoverKind, Course.OwnKind, Lesson.OwnKind];

    public async Task<IReadOnlyDictionary<Thing, FileAudience>> AudienceAsync(
        long communityId, IReadOnlyCollection<Thing> asked, Viewer viewer, CancellationToken cancel = default)
    {
        var open = new Dictionary<Thing, FileAudience>();
        if (await communities.FindAsync(communityId, cancel) is null)
            return open;
        var holdings = await access.HoldingsAsync(viewer, communityId, doors.Now, cancel);
        var courses = asked.Where(t => t.Kind != Lesson.OwnKind).ToList();
        var ids = courses.Select(t => t.Id).ToList();
        var known = ids.Count == 0 ? [] : await db.Set<Course>().AsNoTracking()
            .Where(c => c.CommunityId == communityId && ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.State, cancel);
        foreach (var thing in courses.Where(t => known.ContainsKey(t.Id)))
            open[thing] = known[thing.Id] != CourseState.Draft ? FileAudience.Everyone
                : holdings.MayWrite() ? FileAudience.Viewer : FileAudience.Nobody;
        foreach (var (thing, lesson) in await things.FindAsync(
            communityId, [.. asked.Where(t => t.Kind == Lesson.OwnKind)], viewer, cancel))
            open[thing] = !lesson.IsWhole ? FileAudience.Nobody
                : lesson.Requirement is Requirement.Open && lesson.IsPublic && await IsPreviewAsync(thing.Id, cancel)
                    ? FileAudience.Everyone : FileAudience.Viewer;
        return open;
    }

    /// <summary>A free course is open to everyone too, but its lessons are for those who take it.</summary>
    private Task<bool> IsPreviewAsync(long lessonId, CancellationToken cancel) =>
        db.Set<Lesson>().AsNoTracking().AnyAsync(l => l.Id == lessonId && l.IsPreview, cancel);
}

/// <summary>Makes what a text names and its author brought a course's or a lesson's.</summary>
internal sealed partial class TextFiles(IFiles files, CommunityScope scope)
{
    private const int MaxFiles = 200;

    /// <summary>In the caller's unit of work: the caller saves.</summary>
    public async Task AttachAsync(Thing owner, long by, RenderedMarkdown text, CancellationToken cancel)
    {
        List<string> codes = [.. text.ImageTargets.Concat(text.LinkTargets).Select(t => Code().Match(t)).Where(m => m.Success)
            .Select(m => m.Groups[1].Value).Distinct().Take(MaxFiles)];
        if (codes.Count == 0)
            return;
        foreach (var file in await files.UnusedAsync(scope.Id, by, codes, cancel))
            await files.AttachAsync(file.Id, owner, cancel);
    }

    [GeneratedRegex("^/files/([a-z2-7]{26})/")]
    private static partial Regex Code();
}
