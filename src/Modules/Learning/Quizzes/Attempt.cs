using System.Text.Json;
using Guildhall.Kernel.Data;
using Guildhall.Learning.Courses;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Learning.Quizzes;

/// <summary>
/// One try at a quiz. It holds the questions as they were when it began, shuffled, with what answers them: an author who changes the quiz
/// changes the next attempt.
/// </summary>
internal sealed class Attempt : ICommunityOwned
{
    private Attempt() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long LessonId { get; private set; }
    public long MemberId { get; private set; }

    /// <summary>Of this member at this quiz, from 1.</summary>
    public int Number { get; private set; }

    public DateTime StartedAt { get; private set; }
    public DateTime? JudgedAt { get; private set; }

    /// <summary>The sheet as JSON; the name keeps it out of what members take along.</summary>
    public string AnswerKey { get; private set; } = "";

    /// <summary>What was answered, as JSON: for each question of the sheet a list of texts.</summary>
    public string Answers { get; private set; } = "[]";

    /// <summary>How many were right, of how many.</summary>
    public int Right { get; private set; }

    public int Total { get; private set; }

    /// <summary>0 to 100, rounded down.</summary>
    public int Percent { get; private set; }

    public bool Passed { get; private set; }

    public Sheet Sheet => JsonSerializer.Deserialize<Sheet>(AnswerKey)!;

    public IReadOnlyList<IReadOnlyList<string>> Given => JsonSerializer.Deserialize<List<List<string>>>(Answers)!;

    public static Attempt Begin(Lesson lesson, long memberId, int number, Sheet sheet, DateTime now) => new()
    {
        CommunityId = lesson.CommunityId,
        LessonId = lesson.Id,
        MemberId = memberId,
        Number = number,
        StartedAt = now,
        Total = sheet.Questions.Count,
        AnswerKey = JsonSerializer.Serialize(sheet),
    };

    /// <summary>Judges what was answered, once.</summary>
    /// <param name="mark">0 to 100.</param>
    public void Judge(IReadOnlyList<IReadOnlyList<string>> answers, int mark, DateTime now)
    {
        var questions = Sheet.Questions;
        Right = questions.Where((q, i) => q.IsRight(answers[i])).Count();
        Percent = questions.Count == 0 ? 100 : Right * 100 / questions.Count;
        Passed = Percent >= mark;
        (Answers, JudgedAt) = (JsonSerializer.Serialize(answers), now);
    }
}

internal sealed class AttemptMapping : IEntityTypeConfiguration<Attempt>
{
    public void Configure(EntityTypeBuilder<Attempt> builder)
    {
        builder.ToTable("quiz_attempts");
        builder.Ignore(a => a.Sheet);
        builder.Ignore(a => a.Given);
        builder.HasOne<Lesson>().WithMany().HasForeignKey(a => a.LessonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(a => a.MemberId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(a => new { a.LessonId, a.MemberId, a.Number }).IsUnique();
    }
}
