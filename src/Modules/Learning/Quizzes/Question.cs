using System.Text.Json;
using Guildhall.Kernel.Data;
using Guildhall.Learning.Courses;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Learning.Quizzes;

/// <summary>How a question is answered.</summary>
public enum QuestionKind
{
    /// <summary>One of its options.</summary>
    Single,

    /// <summary>All of its options that are right, and none else.</summary>
    Multiple,

    /// <summary>True or false.</summary>
    TrueFalse,

    /// <summary>A word or a few.</summary>
    ShortText,

    /// <summary>A number, as near as its author asks.</summary>
    Number,
}

/// <summary>A question of a quiz, with what answers it. Nothing of the latter leaves the server before an attempt is judged.</summary>
internal sealed class Question : ICommunityOwned
{
    public const int MaxQuestions = 100;

    private Question() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long LessonId { get; private set; }

    /// <summary>From 1.</summary>
    public int Position { get; private set; }

    public QuestionKind Kind { get; private set; }
    public string Markdown { get; private set; } = "";
    public string Html { get; private set; } = "";
    public string Explanation { get; private set; } = "";
    public string ExplanationHtml { get; private set; } = "";

    /// <summary>A <see cref="RightAnswer"/> as JSON.</summary>
    public string AnswerKey { get; private set; } = "";

    public RightAnswer Right => JsonSerializer.Deserialize<RightAnswer>(AnswerKey)!;

    public static Question In(Lesson lesson, int position, CheckedQuestion asked) => new()
    {
        CommunityId = lesson.CommunityId,
        LessonId = lesson.Id,
        Position = position,
        Kind = asked.Kind,
        Markdown = asked.Markdown,
        Html = asked.Text.FullHtml,
        Explanation = asked.Explanation,
        ExplanationHtml = asked.ExplanationText.FullHtml,
        AnswerKey = JsonSerializer.Serialize(asked.Right),
    };
}

/// <summary>What answers a question.</summary>
/// <param name="Options">Of choices, in the author's order; empty otherwise.</param>
/// <param name="Accepted">Of a short text: each of these is right.</param>
/// <param name="Tolerance">How far a number may be off, 0 or more.</param>
internal sealed record RightAnswer(IReadOnlyList<Option> Options, IReadOnlyList<string> Accepted, decimal Number, decimal Tolerance);

internal sealed record Option(string Text, bool IsRight);

internal sealed class QuestionMapping : IEntityTypeConfiguration<Question>
{
    public void Configure(EntityTypeBuilder<Question> builder)
    {
        builder.ToTable("quiz_questions");
        builder.Ignore(q => q.Right);
        builder.HasOne<Lesson>().WithMany().HasForeignKey(q => q.LessonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(q => new { q.CommunityId, q.LessonId, q.Position });
    }
}
