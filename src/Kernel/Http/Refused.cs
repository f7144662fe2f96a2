using System.ComponentModel;

namespace Guildhall.Kernel.Http;

/// <summary>
/// An expected refusal: bad input, a rule that says no, a thing that is not there. One handler turns it into ProblemDetails
/// with its stable code; a page shows it at its field. Anything else that is thrown is a bug: 500 and a trace id.
/// </summary>
/// <param name="code">Stable, snake_case: programs depend on it.</param>
/// <param name="status">HTTP status, 400 to 499; 503 and 507 where disk or database are out (<see cref="Data.Outage"/>).</param>
/// <param name="text">A text key that says what to do; <paramref name="args"/> fill its places.</param>
public sealed class Refused(string code, int status, [Localizable(true)] string text, params object[] args) : Exception(text)
{
    public string Code { get; } = code;
    public int Status { get; } = status;
    public string Text { get; } = text;
    public object[] Args { get; } = args;

    /// <summary>The form field that it concerns; <c>null</c> when it concerns the whole request.</summary>
    public string? Field { get; init; }

    /// <summary>When to try again, for the header of that name; <c>null</c> when waiting changes nothing.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Members added to the ProblemDetails, e.g. <c>error</c> or the offers of a paywall.</summary>
    public IDictionary<string, object?> Extra { get; } = new Dictionary<string, object?>();

    public static Refused NotFound([Localizable(true)] string text = "This page doesn't exist, or you don't have access to it.") => new("not_found", 404, text);

    /// <summary>What each of these checks throws, in their order: a form tells all that is wrong with it at once.</summary>
    public static IReadOnlyList<Refused> AllOf(params IEnumerable<Action> checks)
    {
        List<Refused> faults = [];
        foreach (var check in checks)
            try
            {
                check();
            }
            catch (Refused fault)
            {
                faults.Add(fault);
            }
        return faults;
    }

    public static Refused AtField(string field, string code, [Localizable(true)] string text, params object[] args) =>
        new(code, 422, text, args) { Field = field };
}
