using System.Text;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Http;
using Guildhall.Reviews.Comments;
using Guildhall.Reviews.Diffs;
using Microsoft.Extensions.Options;

namespace Guildhall.Reviews.Rounds;

/// <summary>Whether what somebody gives can be reviewed.</summary>
internal sealed class CheckDiff(IOptions<ReviewsOptions> options, IScreening screening, CommunityScope scope)
{
    // A spammer says it in the beginning; code is long.
    private const int MaxWords = 8_000;

    public int MaxBytes => options.Value.MaxDiffKilobytes * 1024;

    /// <exception cref="Refused">At the field "diff".</exception>
    public Diff Read(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
            throw Refused.AtField("diff", "diff_missing", "Give a diff, a patch or files.");
        if (typed.Length > MaxBytes || Encoding.UTF8.GetByteCount(typed) > MaxBytes)
            throw TooLarge();
        var diff = DiffParser.Parse(typed);
        if (diff.Files.Count == 0)
            throw Refused.AtField("diff", "diff_malformed", "This is not a unified diff. Create one with git diff, git format-patch or diff -u.");
        if (diff.Files.Count > options.Value.MaxFiles)
            throw Refused.AtField("diff", "diff_files", "A review has at most {0} files; this one has {1}.", options.Value.MaxFiles, diff.Files.Count);
        return diff.Files.All(f => f.Path.Length is > 0 and <= ReviewComment.MaxPath && !f.Path.Any(char.IsControl)) ? diff
            : throw Refused.AtField("diff", "diff_paths", "A file in this diff has no usable name.");
    }

    public Refused TooLarge() =>
        Refused.AtField("diff", "diff_too_large", "A review takes at most {0} KB. Leave out what is generated.", options.Value.MaxDiffKilobytes);

    /// <summary>What of it the screening looks at: names of files, and the beginning of what is added.</summary>
    public static string Words(Diff diff)
    {
        var words = new StringBuilder();
        foreach (var file in diff.Files)
        {
            words.Append(file.Path).Append('\n');
            foreach (var line in file.Lines)
            {
                if (words.Length >= MaxWords)
                    return words.ToString(0, MaxWords);
                if (line.Kind == LineKind.Added)
                    words.Append(line.Text).Append('\n');
            }
        }
        return words.Length > MaxWords ? words.ToString(0, MaxWords) : words.ToString();
    }

    /// <summary>
    /// For rounds after the first, which comes with its topic. A version cannot wait for a moderator while the review goes on, so what
    /// would be held is not taken.
    /// </summary>
    public async Task ScreenAsync(Diff diff, long topicId, long by, CancellationToken cancel)
    {
        var words = Words(diff);
        var answer = await screening.ScreenAsync(new PostToScreen(scope.Id, "topic", topicId, by, "", words, words, []), cancel);
        if (answer.Verdict != ScreeningVerdict.Publish)
            throw answer.Refusal("diff");
    }
}
