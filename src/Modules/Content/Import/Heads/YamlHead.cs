using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Guildhall.Content.Import;

/// <summary>
/// A head in YAML 1.2 (jekyllrb.com/docs/front-matter), walked through as a stream of events: anchors and tags build nothing.
/// </summary>
internal static class YamlHead
{
    /// <param name="first">Line of the file at which the YAML begins.</param>
    /// <exception cref="FrontMatterWrong">It is not YAML, or not a mapping.</exception>
    public static HeadValues Read(string yaml, int first)
    {
        var values = new HeadValues();
        var parser = new Parser(new StringReader(yaml));
        try
        {
            while (parser.MoveNext())
                Take(parser.Current!, values, yaml, first);
        }
        catch (YamlException wrong)
        {
            throw YamlFault.Of(yaml, first, wrong);
        }
        catch (InvalidOperationException)
        {
            throw YamlFault.Silent(yaml, first, parser.Current?.End.Line ?? 1);
        }
        return values;
    }

    private static void Take(ParsingEvent now, HeadValues values, string yaml, int first)
    {
        // YAML's lines count from 1.
        var line = (int)now.Start.Line - 1 + first;
        switch (now)
        {
            case SequenceStart when values.Depth == 0:
                throw new FrontMatterWrong(line, ImportTexts.FrontMatterNoPairs);
            case Scalar when values.Depth == 0:
                throw YamlFault.NoPairs(yaml, first, line);
            case MappingStart or SequenceStart or AnchorAlias
                when values.Depth is > 0 and <= HeadValues.MaxDepth && values.TakesName:
                throw new FrontMatterWrong(line, ImportTexts.FrontMatterNoPairs);
            case MappingStart or SequenceStart:
                values.Open(now is SequenceStart, line);
                break;
            case MappingEnd or SequenceEnd:
                values.Close();
                break;
            case Scalar scalar when values.TakesName:
                values.Name(scalar.Value.Trim(), line);
                break;
            case Scalar scalar:
                values.Text(scalar.Value.Trim(), line);
                break;
            case AnchorAlias when values.Depth > 0:
                values.Other(line);
                break;
        }
    }
}
