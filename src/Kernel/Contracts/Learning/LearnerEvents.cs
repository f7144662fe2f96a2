namespace Guildhall.Kernel.Contracts.Learning;

/// <summary>Somebody takes a course from now on, or again.</summary>
/// <param name="ActorId">Who did it: the member, who bought or gave it, or the operator.</param>
/// <param name="MemberId">Who takes it.</param>
/// <param name="EnrollmentId">The row that says so.</param>
/// <param name="How">"self", "bought" or "given".</param>
public sealed record MemberEnrolled(
    long CommunityId, long? ActorId, long MemberId, long CourseId, long EnrollmentId, string How) : IEvent
{
    /// <summary>The course.</summary>
    public Thing Subject => new("course", CourseId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>Somebody takes a course no longer: they left, an operator ended it, or the money went back.</summary>
/// <param name="ActorId">Who ended it; <c>null</c> when the program itself did.</param>
/// <param name="MemberId">Who took it.</param>
/// <param name="EnrollmentId">The row that says so.</param>
/// <param name="Reason">A text key or a person's words; may be empty.</param>
public sealed record EnrollmentEnded(
    long CommunityId, long? ActorId, long MemberId, long CourseId, long EnrollmentId, string Reason) : IEvent
{
    /// <summary>The course.</summary>
    public Thing Subject => new("course", CourseId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>Lessons of a section have opened to one member, as the course had planned.</summary>
/// <param name="MemberId">To whom.</param>
/// <param name="SectionId">Which opened.</param>
/// <param name="At">UTC: when it opened.</param>
public sealed record SectionOpened(long CommunityId, long MemberId, long CourseId, long SectionId, DateTime At) : IEvent
{
    /// <summary>A clock did it.</summary>
    public long? ActorId => null;

    /// <summary>The course.</summary>
    public Thing Subject => new("course", CourseId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A member has done a lesson for the first time.</summary>
/// <param name="ActorId">The member.</param>
public sealed record LessonCompleted(long CommunityId, long? ActorId, long LessonId, long CourseId) : IEvent
{
    /// <summary>The lesson.</summary>
    public Thing Subject => new("lesson", LessonId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>An attempt at a quiz was judged.</summary>
/// <param name="ActorId">The member.</param>
/// <param name="Attempt">Its number, from 1.</param>
/// <param name="Percent">0 to 100.</param>
/// <param name="Passed">Whether that reaches the mark.</param>
public sealed record QuizJudged(
    long CommunityId, long? ActorId, long LessonId, long CourseId, int Attempt, int Percent, bool Passed) : IEvent
{
    /// <summary>The lesson that the quiz is.</summary>
    public Thing Subject => new("lesson", LessonId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A member has done all that a course asked for at that time. It is told once for each of them.</summary>
/// <param name="ActorId">The member.</param>
/// <param name="EnrollmentId">The row that says so.</param>
public sealed record CourseCompleted(long CommunityId, long? ActorId, long CourseId, long EnrollmentId) : IEvent
{
    /// <summary>The course.</summary>
    public Thing Subject => new("course", CourseId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A certificate says that a member has completed a course.</summary>
/// <param name="ActorId">The member.</param>
/// <param name="Code">Random; whoever has it can check the certificate.</param>
public sealed record CertificateIssued(long CommunityId, long? ActorId, long CourseId, string Code) : IEvent
{
    /// <summary>The course.</summary>
    public Thing Subject => new("course", CourseId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A certificate holds no longer, as after a refund.</summary>
/// <param name="ActorId">Who took it back; <c>null</c> when the program itself did.</param>
/// <param name="MemberId">Whose it was.</param>
/// <param name="Reason">A text key.</param>
public sealed record CertificateRevoked(
    long CommunityId, long? ActorId, long MemberId, long CourseId, string Code, string Reason) : IEvent
{
    /// <summary>The course.</summary>
    public Thing Subject => new("course", CourseId);

    Reach IEvent.Reach => Reach.Nothing;
}
