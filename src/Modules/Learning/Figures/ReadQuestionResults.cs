using System.Globalization;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Quizzes;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Figures;

/// <summary>How the questions of a quiz are answered.</summary>
/// <param name="Attempts">Judged ones that were read, the latest.</param>
/// <param name="Questions">Those of today in their order, then those that stood there before.</param>
internal sealed record QuestionResults(int Attempts, IReadOnlyList<QuestionResult> Questions);

/// <summary>How one question is answered. One whose words were changed is another question.</summary>
/// <param name="Position">From 1; <c>null</c> where the quiz does not ask it any more.</param>
/// <param name="Asked">In so many attempts.</param>
/// <param name="Right">Of these, right.</param>
/// <param name="Options">Of choices, in the author's order; of former questions as they were met.</param>
internal sealed record QuestionResult(
    int? Position, QuestionKind Kind, string Html, int Asked, int Right, IReadOnlyList<OptionResult> Options)
{
    /// <summary>0 to 1; <c>null</c> where nobody was asked.</summary>
    public double? Share => Asked == 0 ? null : (double)Right / Asked;
}

/// <param name="Chosen">In so many attempts.</param>
internal sealed record OptionResult(string Text, bool IsRight, int Chosen);

/// <summary>Counts it from the sheets of the attempts. For those who teach.</summary>
internal sealed class ReadQuestionResults(AppDb db, Guard guard)
{
    /// <summary>So many of the latest attempts are read: each holds its whole sheet.</summary>
    public const int MostAttempts = 2000;

    /// <exception cref="Refused">404: also where it is no quiz.</exception>
    public async Task<QuestionResults> RunAsync(long lessonId, CancellationToken cancel)
    {
        await guard.RequireAsync(CoursePermissions.Write, cancel);
        if (!await db.Set<Lesson>().AnyAsync(l => l.Id == lessonId && l.Kind == LessonKind.Quiz && l.DeletedAt == null, cancel))
            throw Refused.NotFound();
        var tallies = new Dictionary<(QuestionKind, string), Tally>();
        foreach (var question in await db.Set<Question>().AsNoTracking().Where(q => q.LessonId == lessonId).OrderBy(q => q.Position)
            .ToListAsync(cancel))
            tallies.TryAdd((question.Kind, question.Html), new Tally(question.Position, question.Right.Options));
        var attempts = 0;
        await foreach (var attempt in db.Set<Attempt>().AsNoTracking().Where(a => a.LessonId == lessonId && a.JudgedAt != null)
            .OrderByDescending(a => a.Id).Take(MostAttempts).AsAsyncEnumerable().WithCancellation(cancel))
        {
            attempts++;
            var given = attempt.Given;
            foreach (var (index, question) in attempt.Sheet.Questions.Index())
            {
                if (!tallies.TryGetValue((question.Kind, question.Html), out var tally))
                    tallies[(question.Kind, question.Html)] = tally = new Tally(null, question.Right.Options);
                tally.Count(question, index < given.Count ? given[index] : []);
            }
        }
        return new QuestionResults(attempts, [.. tallies.Select(t => t.Value.ToResult(t.Key.Item1, t.Key.Item2))]);
    }

    private sealed class Tally(int? position, IReadOnlyList<Option> options)
    {
        private readonly Dictionary<string, int> _chosen = [];
        private int _asked, _right;

        public void Count(SheetQuestion question, IReadOnlyList<string> answer)
        {
            _asked++;
            _right += question.IsRight(answer) ? 1 : 0;
            if (!question.IsChoice)
                return;
            // Places are those of this attempt's shuffled options.
            foreach (var place in answer)
            {
                var text = question.Right.Options[int.Parse(place, CultureInfo.InvariantCulture)].Text;
                _chosen[text] = _chosen.GetValueOrDefault(text) + 1;
            }
        }

        public QuestionResult ToResult(QuestionKind kind, string html) => new(position, kind, html, _asked, _right,
            [.. options.Select(o => new OptionResult(o.Text, o.IsRight, _chosen.GetValueOrDefault(o.Text)))]);
    }
}
