using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Reviews.Comments;
using Guildhall.Reviews.Diffs;
using Guildhall.Reviews.Requests;
using Guildhall.Reviews.Rounds;
using Guildhall.Reviews.Verdicts;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Reviews.Showing;

/// <summary>Reads a review at a round for whoever asks.</summary>
internal sealed class ReadReview(AppDb db, ReviewGate gate, CurrentHoldings held, IIgnoring ignoring)
{
    /// <param name="round"><c>null</c> for the newest one.</param>
    /// <param name="since">An earlier round: then the diff is what has changed since.</param>
    /// <param name="withDiff">Whether lines and comments are wanted, or only how it stands.</param>
    /// <exception cref="Refused">404: missing, closed to the viewer, held and deleted look alike, as does a round that is not there.</exception>
    public async Task<ReviewView> RunAsync(long topicId, int? round, bool withDiff, CancellationToken cancel, int? since = null)
    {
        var (review, topic) = await gate.RequireReadAsync(topicId, cancel);
        var rounds = await RoundsAsync(topicId, cancel);
        var shown = round is null ? rounds.LastOrDefault() : rounds.FirstOrDefault(r => r.Number == round) ?? throw Refused.NotFound();
        var holdings = await held.GetAsync(cancel);
        var moderates = holdings.Permissions.Contains(Permissions.ModerateTopics);
        var mayPost = holdings.MayPost && holdings.Opens(topic.ToPost) && !topic.IsClosed && !topic.IsDeleted;
        var verdicts = await VerdictsAsync(topicId, cancel);
        return new ReviewView
        {
            Review = review,
            Topic = topic,
            Author = await db.Members.Where(m => m.Id == review.AuthorId).Select(m => m.Name).SingleAsync(cancel),
            Rounds = rounds,
            Round = shown,
            Since = since is { } earlier ? rounds.FirstOrDefault(r => r.Number == earlier) : null,
            Diff = !withDiff || shown is null ? new Diff([])
                : since is { } from ? await SinceAsync(topicId, from, shown.Number, cancel)
                : DiffParser.Parse(await DiffAsync(topicId, shown.Number, cancel)),
            Threads = withDiff || shown is not null ? await ThreadsAsync(review, mayPost, moderates, cancel) : [],
            Verdicts = verdicts,
            Requests = await RequestsAsync(topicId, verdicts, holdings, cancel),
            MayPost = mayPost,
            IsAuthor = gate.IsAuthor(review.AuthorId),
            Moderates = moderates,
        };
    }

    /// <summary>A round as it is kept, for programs.</summary>
    public async Task<string> DiffAsync(long topicId, int number, CancellationToken cancel) => await db.Set<Round>()
        .Where(r => r.ReviewId == topicId && r.Number == number).Select(r => r.Diff).SingleOrDefaultAsync(cancel)
        ?? throw Refused.NotFound();

    /// <summary>What has changed from one round to a later one.</summary>
    /// <exception cref="Refused">404 where a round is not there; 422 where the first is not the earlier.</exception>
    public async Task<Diff> SinceAsync(long topicId, int earlier, int later, CancellationToken cancel)
    {
        var (before, after) = (await DiffAsync(topicId, earlier, cancel), await DiffAsync(topicId, later, cancel));
        return earlier < later ? ComparedRounds.Of(DiffParser.Parse(before), DiffParser.Parse(after))
            : throw Refused.AtField("since", "rounds_order", "Compare a round with an earlier one.");
    }

    private async Task<List<RoundRow>> RoundsAsync(long topicId, CancellationToken cancel)
    {
        var rounds = await db.Set<Round>().Where(r => r.ReviewId == topicId).OrderBy(r => r.Number)
            .Select(r => new RoundRow(r.Number, r.Files, r.Added, r.Removed, r.At, r.SuggestionId != null, "")).ToListAsync(cancel);
        if (!rounds.Any(r => r.IsOfSuggestions))
            return rounds;
        var taken = await db.Set<ReviewComment>().Where(c => c.ReviewId == topicId && c.TakenIn != null)
            .Join(db.Members, c => c.AuthorId, m => m.Id, (c, m) => new { c.TakenIn, m.Name }).Distinct().ToListAsync(cancel);
        return rounds.ConvertAll(r => r with
        {
            SuggestedBy = string.Join(", ", taken.Where(t => t.TakenIn == r.Number).Select(t => t.Name).Order(StringComparer.Ordinal)),
        });
    }

    private Task<List<VerdictRow>> VerdictsAsync(long topicId, CancellationToken cancel) => db.Set<Verdict>()
        .Where(v => v.ReviewId == topicId).Join(db.Members, v => v.MemberId, m => m.Id, (v, m) => new { v, m }).OrderBy(x => x.v.At)
        .Select(x => new VerdictRow(x.v.MemberId, x.m.Name, x.m.Face, x.v.Kind, x.v.Round, x.v.At)).ToListAsync(cancel);

    private async Task<List<RequestRow>> RequestsAsync(
        long topicId, List<VerdictRow> verdicts, Holdings holdings, CancellationToken cancel)
    {
        var requests = await db.Set<ReviewRequest>().AsNoTracking().Where(r => r.ReviewId == topicId).OrderBy(r => r.Id)
            .Select(r => new { Request = r, Name = db.Members.Where(m => m.Id == r.MemberId).Select(m => m.Name).FirstOrDefault() })
            .ToListAsync(cancel);
        return requests.ConvertAll(r => new RequestRow(r.Request.Id, r.Request.Of, r.Name, r.Request.Role, r.Request.DueAt, r.Request.At,
            verdicts.Any(v => v.At >= r.Request.At && (r.Request.MemberId is not { } asked || v.MemberId == asked)),
            gate.MemberId is { } me && me != r.Request.AskedBy && r.Request.Of switch
            {
                AskedOf.Person => r.Request.MemberId == me,
                AskedOf.Role => holdings.Roles.Contains(r.Request.Role!),
                _ => true,
            }));
    }

    private async Task<List<ThreadView>> ThreadsAsync(Review review, bool mayPost, bool moderates, CancellationToken cancel)
    {
        var rows = await db.Set<ReviewComment>().AsNoTracking().Where(c => c.ReviewId == review.TopicId)
            .Join(db.Members, c => c.AuthorId, m => m.Id, (c, m) => new { Comment = c, m.Name, m.Face })
            .OrderBy(r => r.Comment.Id).ToListAsync(cancel);
        var mayTake = mayPost && gate.IsAuthor(review.AuthorId);
        var ignored = await ignoring.IgnoredByAsync(gate.MemberId, cancel);
        var threads = new List<ThreadView>();
        foreach (var thread in rows.GroupBy(r => r.Comment.Thread).OrderBy(t => t.Key))
        {
            var root = thread.First().Comment;
            List<CommentRow> seen =
            [
                .. thread.Where(r => gate.Sees(r.Comment, moderates) || (r.Comment.DeletedAt is not null && r.Comment == root))
                    .Select(r => new CommentRow(r.Comment, r.Name, r.Face, !gate.Sees(r.Comment, moderates),
                        r.Comment.AuthorId == gate.MemberId,
                        mayPost && gate.IsAuthor(r.Comment.AuthorId) && r.Comment is { DeletedAt: null, TakenIn: null },
                        mayPost && (moderates || gate.IsAuthor(r.Comment.AuthorId)),
                        mayTake && root is { OutdatedIn: null, Side: DiffSide.New } && r.Comment is { IsShown: true, TakenIn: null },
                        CommentText.SuggestionIn(r.Comment.Markdown) is not null)
                    {
                        IsIgnored = ignored.Contains(r.Comment.AuthorId),
                    }),
            ];
            if (!seen.Any(s => !s.IsGone))
                continue;
            threads.Add(new ThreadView
            {
                Root = root,
                Comments = seen,
                MayResolve = mayPost && (moderates || gate.IsAuthor(root.AuthorId) || gate.IsAuthor(review.AuthorId)),
            });
        }
        return threads;
    }
}
