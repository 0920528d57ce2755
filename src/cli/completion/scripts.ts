// What a shell loads to complete our command line. Candidates are compared and inserted as text, never expanded: a scenario's
// keys may be anyone's.

export const SHELLS = ['bash', 'zsh'] as const;
export type Shell = (typeof SHELLS)[number];

/** The first word asks main.ts for candidates, one a line. */
export const COMPLETE = '--complete';

const BASH = `# Completion of coldstart for bash. For good: coldstart completion bash >> ~/.bashrc
_coldstart() {
  local word=\${COMP_WORDS[COMP_CWORD]} candidate
  [[ $word == "=" ]] && word=
  COMPREPLY=()
  while IFS= read -r candidate; do
    [[ $candidate == "$word"* ]] && COMPREPLY+=("$candidate")
  done < <(coldstart ${COMPLETE} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  # A path goes on, so no space follows it.
  [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *[.=] ]] && compopt -o nospace 2>/dev/null
  return 0
}
# Where nothing else is due, a file is.
complete -o bashdefault -o default -F _coldstart coldstart
`;

const ZSH = `#compdef coldstart
# Completion of coldstart for zsh. For good, after compinit: coldstart completion zsh >> ~/.zshrc
_coldstart() {
  local -a found
  found=("\${(@f)$(coldstart ${COMPLETE} "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  found=(\${found:#})
  # Where nothing else is due, a file is.
  if (( ! $#found )); then _files; return; fi
  # A path goes on, so no space follows it.
  compadd -S '' -- \${(M)found:#*[.=]}
  compadd -- \${found:#*[.=]}
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _coldstart "$@"; else compdef _coldstart coldstart; fi
`;

export const completionScript = (shell: Shell): string => (shell === 'zsh' ? ZSH : BASH);
