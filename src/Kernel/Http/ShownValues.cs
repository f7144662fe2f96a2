using System.Security.Cryptography;
using System.Text;

namespace Guildhall.Kernel.Http;

/// <summary>A field that two people changed at once.</summary>
/// <param name="Theirs">What stands there now, as text; the writer's own stands in the form.</param>
public sealed record Meanwhile(string Field, string Theirs);

/// <summary>
/// What a form showed when it was opened. It travels in the form as fingerprints, in the hidden field <c>shown</c>. A save from
/// the form changes what was changed in it and leaves the rest as others have made it since; where both changed one field it is
/// refused, and the form shows both values.
/// </summary>
public sealed class ShownValues
{
    private readonly Dictionary<string, string> _prints;
    private readonly string _posted;
    private readonly List<(string Field, string Current, string Merged)> _merged = [];
    private readonly List<Meanwhile> _conflicts = [];

    private ShownValues(string posted)
    {
        _posted = posted;
        _prints = posted.Split(' ').Select(p => p.Split(':')).Where(p => p.Length == 2).DistinctBy(p => p[0])
            .ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
    }

    /// <summary>For programs, which say only what they change: every value handed in is taken.</summary>
    public static ShownValues None => new("");

    /// <param name="posted">The hidden field; <c>null</c> counts as <see cref="None"/>.</param>
    public static ShownValues Read(string? posted) => new(posted ?? "");

    /// <summary>The hidden field of a form that shows these values. Names hold no blanks and no colons.</summary>
    public static string Of(params (string Field, string? Value)[] fields) => string.Join(' ', fields.Select(f => $"{f.Field}:{Print(f.Value)}"));

    /// <summary>Where the writer and somebody else changed one field to different values.</summary>
    public IReadOnlyList<Meanwhile> Conflicts => _conflicts;

    /// <summary>The hidden field of the form when it is shown again: after a conflict it has shown what stands there now.</summary>
    public string Next => _conflicts.Count == 0 ? _posted : Of([.. _merged.Select(m => (m.Field, (string?)m.Current))]);

    /// <summary>
    /// What the field shows when the form is shown again: after a conflict the values of others where only they changed one.
    /// </summary>
    public string? Kept(string field, string? typed) =>
        _conflicts.Count > 0 && _merged.FindIndex(m => m.Field == field) is >= 0 and var at ? _merged[at].Merged : typed;

    /// <returns>What to save; <c>null</c> where <paramref name="typed"/> is <c>null</c>, which is for a field that stays.</returns>
    public string? Merge(string field, string? typed, string current) =>
        typed is null ? null : Merge(field, typed, current, static text => text);

    /// <param name="text">Writes a value as the form compares it.</param>
    /// <returns>What to save: what was typed where the writer changed the field, else what stands there now.</returns>
    public T Merge<T>(string field, T typed, T current, Func<T, string> text)
    {
        var (mine, theirs) = (Print(text(typed)), Print(text(current)));
        var shown = _prints.GetValueOrDefault(field, theirs);
        var merged = mine == shown ? current : typed;
        if (mine != shown && theirs != shown && mine != theirs)
            _conflicts.Add(new Meanwhile(field, text(current)));
        _merged.Add((field, text(current), text(merged)));
        return merged;
    }

    /// <summary>For what a form shows and does not ask for: it still has to be so.</summary>
    public void Still(string field, string current)
    {
        if (_prints.GetValueOrDefault(field, Print(current)) != Print(current))
            _conflicts.Add(new Meanwhile(field, current));
        _merged.Add((field, current, current));
    }

    /// <summary>Call it after the last <see cref="Merge{T}"/>, before anything is saved.</summary>
    /// <exception cref="Refused">409 <c>changed_meanwhile</c> where there are conflicts.</exception>
    public void Settle()
    {
        if (_conflicts.Count > 0)
            throw new Refused("changed_meanwhile", 409, "Someone else changed this while you were editing, and nothing was saved yet. Compare their version with yours, then save again.");
    }

    // Browsers post CR LF. 64 bits are plenty: a chance match would leave a field as others have made it.
    private static string Print(string? value) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes((value ?? "").ReplaceLineEndings("\n"))).AsSpan(0, 8));
}
