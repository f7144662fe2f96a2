using System.Buffers;
using System.Collections.Frozen;
using Guildhall.Screening.Folding;

namespace Guildhall.Screening.Words;

/// <summary>
/// Words in one way of writing. <see cref="SearchValues{T}"/> says where the next word begins and not which one, so that is looked up by
/// the lengths that words with this first letter have.
/// </summary>
internal sealed class WordLayer
{
    private readonly SearchValues<string>? _values;
    private readonly Dictionary<string, WordForm> _forms;
    private readonly FrozenDictionary<char, int[]> _lengths;

    private WordLayer(Dictionary<string, WordForm> forms)
    {
        _forms = forms;
        _values = forms.Count == 0 ? null : SearchValues.Create([.. forms.Keys], StringComparison.Ordinal);
        _lengths = forms.Keys.GroupBy(f => f[0])
            .ToFrozenDictionary(g => g.Key, g => g.Select(f => f.Length).Distinct().OrderDescending().ToArray());
    }

    public bool IsEmpty => _values is null;

    /// <summary>Of two words that fold to the same, the first is told.</summary>
    public static WordLayer Of(IEnumerable<WordForm?> forms)
    {
        var byText = new Dictionary<string, WordForm>(StringComparer.Ordinal);
        foreach (var form in forms)
            if (form is not null)
                byText.TryAdd(form.Text, form);
        return new WordLayer(byText);
    }

    public void FindIn(FoldedText text, List<WordHit> hits, int most)
    {
        var span = text.Text.AsSpan();
        var lookup = _forms.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = 0; at < span.Length && hits.Count < most; at++)
        {
            var next = span[at..].IndexOfAny(_values!);
            if (next < 0)
                return;
            at += next;
            foreach (var length in _lengths[span[at]])
            {
                // The longest that really stands here says it best.
                if (at + length > span.Length || !lookup.TryGetValue(span.Slice(at, length), out var form) || !form.IsAt(text, at))
                    continue;
                var (start, original) = text.Original(at, length);
                hits.Add(new WordHit(form.Word, start, original));
                break;
            }
        }
    }
}
