import { NativeSelect, NumberInput, Paper, Radio, SimpleGrid, Stack, Text, Textarea, Title } from "@mantine/core";
import type { ReactNode } from "react";

import { MoneyField } from "~/shared/money/MoneyField";
import { type Prices, TIERS, useCurrencies } from "~/shared/money/payments";
import { submitTo } from "~/shared/ui/forms";
import { ReadOnly } from "~/shared/ui/ReadOnly";
import { PaymentAccount } from "~/features/payments/prices/PaymentAccount";
import { SavePrices } from "~/features/payments/prices/SavePrices";
import { type PricesForm as Form, usePricesForm } from "~/features/payments/prices/usePricesForm";

interface Props {
  avee: string;
  saved: Prices;
  isOwner: boolean;
}

export function PricesForm({ avee, saved, isOwner }: Props) {
  const form = usePricesForm(avee, saved);
  const isByHand = form.form.way === "by_hand";
  return (
    <Stack gap="lg">
      <ReadOnly when={!isOwner}>
        <Stack
          gap="lg"
          component="form"
          aria-label="Prices"
          onSubmit={submitTo(() => form.prices && form.save.mutate(form.prices))}
        >
          <Block title="How the money comes">
            <Ways form={form} ways={saved.ways} />
            <Currency form={form} />
            {isByHand && <HowToPay form={form} />}
          </Block>
          <Block title="A question to you">
            {TIERS.map(({ value, label }) => (
              <TierFields key={value} form={form} tier={value} label={label} />
            ))}
          </Block>
          <Block title="An answer for one person alone">
            <Text size="sm" c="dimmed">
              Who buys this gets an answer that is given to nobody else and never reused. It is added to the price.
            </Text>
            <MoneyField
              label="Added for a private answer"
              currency={form.form.currency}
              digits={form.digits}
              text={form.form.private_extra}
              onChange={(private_extra) => form.set({ private_extra })}
              empty={form.form.private_extra.trim() ? "Costs nothing more." : "Empty: not for sale."}
              unit="more"
              error={form.problem?.byField.private_extra}
            />
          </Block>
          {!isByHand && <Membership form={form} />}
          <Block title="Receipts">
            <Textarea
              label="On each receipt"
              description="Such as your address and a tax number. Empty: only your name."
              autosize
              minRows={2}
              maxLength={1000}
              value={form.form.receipt_details}
              onChange={(event) => form.set({ receipt_details: event.currentTarget.value })}
              error={form.problem?.byField.receipt_details}
            />
          </Block>
          {isOwner && <SavePrices avee={avee} form={form} version={saved.version} />}
        </Stack>
      </ReadOnly>
      {isOwner && saved.version > 0 && saved.way === "stripe" && <PaymentAccount avee={avee} account={saved.account} />}
    </Stack>
  );
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper withBorder p="lg" component="section" aria-label={title}>
      <Title order={2} size="h5" mb="md">
        {title}
      </Title>
      <Stack gap="md">{children}</Stack>
    </Paper>
  );
}

const WAYS: Record<Prices["way"], { label: string; description: string }> = {
  stripe: {
    label: "By card, through Stripe",
    description: "The money is held on the card, and taken or released by itself.",
  },
  by_hand: {
    label: "Settled by hand",
    description: "People pay you as you write below. You say when the money came, and give it back yourself.",
  },
};

function Ways({ form, ways }: { form: Form; ways: Prices["ways"] }) {
  return (
    <Radio.Group
      label="Way"
      value={form.form.way}
      onChange={(way) => form.set({ way })}
      error={form.problem?.byField.way}
    >
      <Stack gap="xs" mt="xs">
        {ways.map((way) => (
          <Radio key={way} value={way} {...WAYS[way]} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function Currency({ form }: { form: Form }) {
  const currencies = useCurrencies();
  const codes = currencies.length > 0 ? currencies.map((each) => each.code) : [form.form.currency];
  return (
    <NativeSelect
      label="Currency"
      maw={380}
      value={form.form.currency}
      onChange={(event) => form.set({ currency: event.currentTarget.value })}
      data={codes.map((code) => ({ value: code, label: currencyInWords(code) }))}
      error={form.problem?.byField.currency}
    />
  );
}

const NAMES = new Intl.DisplayNames(undefined, { type: "currency" });
const currencyInWords = (code: string) => {
  const name = NAMES.of(code);
  return name && name !== code ? `${code} – ${name}` : code;
};

function HowToPay({ form }: { form: Form }) {
  return (
    <Textarea
      label="How people pay you"
      description="Told to who asks a question with a price, with a reference that stands in your payments too."
      placeholder="Bank transfer to …"
      autosize
      minRows={3}
      maxLength={2000}
      value={form.form.how_to_pay}
      onChange={(event) => form.set({ how_to_pay: event.currentTarget.value })}
      error={form.problem?.byField.how_to_pay}
    />
  );
}

interface TierProps {
  form: Form;
  tier: (typeof TIERS)[number]["value"];
  label: string;
}

function TierFields({ form, tier, label }: TierProps) {
  const { amount, free } = form.form.tiers[tier];
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
      <Text component="legend" size="sm" fw={600} mb={4}>
        {label}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="xs">
        <MoneyField
          label="Price of a question"
          currency={form.form.currency}
          digits={form.digits}
          text={amount}
          onChange={(text) => form.setTier(tier, { amount: text })}
          empty="Free."
          unit="a question"
        />
        <NumberInput
          label="Free questions"
          description="Each person, in any 30 days."
          inputWrapperOrder={["label", "input", "description", "error"]}
          min={0}
          max={1000}
          allowDecimal={false}
          allowNegative={false}
          value={free}
          onChange={(value) => form.setTier(tier, { free: value })}
        />
      </SimpleGrid>
    </fieldset>
  );
}

function Membership({ form }: { form: Form }) {
  const field = (interval: "month" | "year") => (
    <MoneyField
      label={interval === "month" ? "Each month" : "Each year"}
      currency={form.form.currency}
      digits={form.digits}
      text={form.form[interval]}
      onChange={(text) => form.set({ [interval]: text })}
      empty="Empty: not for sale."
      unit={`a ${interval}`}
    />
  );
  return (
    <Block title="Membership">
      <Text size="sm" c="dimmed">
        Members have the tier “Paid” for as long as they pay. It is offered on your agent’s page.
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="xs">
        {field("month")}
        {field("year")}
      </SimpleGrid>
    </Block>
  );
}
