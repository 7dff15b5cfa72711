import { NumberInput } from "@mantine/core";

import { SETTING_NAMES } from "~/shared/policy/settings";
import type { NumberSetting } from "~/features/policy/settingFields";
import type { RulesForm } from "~/features/policy/useRulesForm";

export function NumberField({ setting, rules }: { setting: NumberSetting; rules: RulesForm }) {
  const { name, effect, unit, min, max } = setting;
  const isPercent = unit === "%";
  const isCleared = rules.cleared.has(name);
  const value = rules.form[name];
  return (
    <NumberInput
      label={SETTING_NAMES[name]}
      description={`${effect} Default: ${setting.default}${unit && ` ${unit}`}.`}
      suffix={unit && ` ${unit}`}
      min={min}
      max={max}
      step={unit === "" ? 0.1 : 1}
      allowDecimal={isPercent || unit === ""}
      decimalScale={unit === "" ? 2 : 1}
      required
      withAsterisk={false}
      value={isCleared ? "" : isPercent ? Math.round(value * 1000) / 10 : value}
      error={isCleared ? `A number is required: ${min} to ${max}${unit && ` ${unit}`}.` : rules.errorOf(name)}
      onChange={(next) => {
        if (typeof next === "number") rules.set({ [name]: isPercent ? next / 100 : next });
        else rules.clear(name);
      }}
    />
  );
}
